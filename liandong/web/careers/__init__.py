"""Community workers of an area: who serves where in which grade, hirings, terms reviewed."""
