"""A run, made into pages and text."""
