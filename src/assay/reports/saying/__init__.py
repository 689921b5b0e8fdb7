"""What to say, on the command line."""
