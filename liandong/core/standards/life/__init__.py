"""Standards of Party life: meetings, training, terms, dated obligations, the roster's structure."""
