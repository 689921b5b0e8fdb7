"""Erasing a person: found, counted, confirmed, done, and a receipt without the person."""
