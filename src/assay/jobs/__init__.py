"""Long work with progress: queued, done once, cancelled when asked, and taken up again after a stop."""
