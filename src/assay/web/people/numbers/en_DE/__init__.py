"""English with German numbers."""
