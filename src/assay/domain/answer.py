"""The three answers that a signal can give. Missing data is unknown, never clear."""

HIT = "hit"
CLEAR = "clear"
UNKNOWN = "unknown"
ANSWERS = (HIT, CLEAR, UNKNOWN)
