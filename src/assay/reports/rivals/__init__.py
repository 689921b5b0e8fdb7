"""Winning and losing against competitors, ready to be drawn."""
