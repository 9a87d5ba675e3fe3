"""The import wizard: a file, how it was understood, what is wrong with it, what to take, done."""
