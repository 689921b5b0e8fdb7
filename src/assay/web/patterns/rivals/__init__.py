"""Competitors: how often we win against each, what changed, and what they did."""
