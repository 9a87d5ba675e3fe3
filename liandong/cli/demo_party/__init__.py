"""The demo province's Party organisations, invented members and a year of their life."""
