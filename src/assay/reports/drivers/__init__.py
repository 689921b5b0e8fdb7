"""What goes with losing, and what goes together, ready to be shown."""
