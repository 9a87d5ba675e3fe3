"""What the board of a Party organisation shows, section by section."""
