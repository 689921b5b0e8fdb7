"""The reasons of one deal, from what was said, found and stated of it."""
