"""Pages of people: rosters, one person, those on their way, one's own record."""
