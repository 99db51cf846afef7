"""Workers in other processes, each with a client of its own, and the desk where they ask for leave to use it."""
