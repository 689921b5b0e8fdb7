"""Practices rolled out in an order of teams drawn by lot: planned, written down, told of at the end."""
