"""The reasons of every deal, worked out of what was said, found and stated of it by the run's moment."""
