"""What to offer against a concern, as it is shown."""
