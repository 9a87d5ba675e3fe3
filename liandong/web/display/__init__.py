"""How this browser wants to see pages: theme, type size, contrast, language. Kept in cookies."""
