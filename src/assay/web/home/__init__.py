"""Home: what needs this person now."""
