"""Verdicts confirmed or corrected by people, and who is told of it."""
