"""The API: numbers, words and rights of the pages as JSON; requests of other systems by key."""
