"""What all pages of Party organisations share: which organisation, which day, who looks."""
