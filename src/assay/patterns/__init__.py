"""Across deals: what can be said of many of them, knowing nothing of engines or pages."""
