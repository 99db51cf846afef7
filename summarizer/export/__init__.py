"""Summaries as tables: a database that is kept up with an output folder, files made of it, and a search in it."""
