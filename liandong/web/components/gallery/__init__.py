"""Every component in every state, with its signature: the manual of the design system."""
