"""Debriefs announced on open deals."""
