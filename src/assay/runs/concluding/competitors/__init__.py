"""Winning and losing against competitors, from what was on record before each outcome."""
