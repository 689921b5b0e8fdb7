"""Coding by people: passages that they code, how far they agree, and the drivers themselves."""
