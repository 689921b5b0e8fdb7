"""When each side spoke."""
