"""The model's side of the program: which model, how it is asked, what it costs, what is recorded."""
