"""Who was met, how senior, and how many."""
