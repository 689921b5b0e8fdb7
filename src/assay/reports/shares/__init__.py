"""Shares of losses as a page and a file show them: what each rests on, and how far it may be off."""
