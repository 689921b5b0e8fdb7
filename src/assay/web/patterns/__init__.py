"""The team page, with filters."""
