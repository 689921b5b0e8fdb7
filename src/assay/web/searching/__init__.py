"""Search over everything that this person may see."""
