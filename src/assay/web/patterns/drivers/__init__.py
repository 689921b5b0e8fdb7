"""Pages of what goes with losing, and of what goes together."""
