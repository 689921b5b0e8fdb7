"""Plays: one prescribed approach to one open deal, made in one click, and what came of it."""
