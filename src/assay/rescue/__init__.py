"""From one understood loss to the open deals in which the same is at work."""
