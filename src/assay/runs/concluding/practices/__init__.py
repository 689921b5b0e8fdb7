"""Practices and what goes with them, and sayings beside the record's own figures."""
