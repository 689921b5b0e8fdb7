"""German with English numbers."""
