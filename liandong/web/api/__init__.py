"""The read-only API: the same numbers, words and rights as the pages, as JSON."""
