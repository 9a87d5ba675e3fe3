"""Standards of Party life: meetings, terms, training, duties with a date, the roster's structure."""
