"""What buyers said about us and about each competitor, theme by theme, side by side."""
