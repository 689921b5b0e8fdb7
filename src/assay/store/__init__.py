"""Where tables live: embedded by default, another engine by URL."""
