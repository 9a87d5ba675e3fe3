"""Rosters and lists of meetings from Excel: sent, looked at, taken; nothing of a roster stays."""
