"""What to offer against a concern: what preceded wins, who overcame it and may be asked to tell of it."""
