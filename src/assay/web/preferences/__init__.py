"""Settings of the company and of a person."""
