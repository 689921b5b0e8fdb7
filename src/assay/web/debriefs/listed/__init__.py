"""Debriefs as lists: on their own page, on the file of a deal, and on the page of today."""
