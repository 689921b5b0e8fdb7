"""Erasing a person: found, counted beforehand, taken out of everything that the home holds, and kept out."""
