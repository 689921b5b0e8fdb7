"""The win probability of each open deal, and how well such probabilities kept their word."""
