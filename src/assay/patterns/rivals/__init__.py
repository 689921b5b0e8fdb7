"""Competitors across deals: how often we win against each, and whether what used to win still does."""
