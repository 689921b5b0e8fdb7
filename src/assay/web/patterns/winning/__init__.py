"""The page of win probabilities among the patterns."""
