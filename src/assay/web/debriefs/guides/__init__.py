"""The guide of a debrief: which questions there are, and which of them are asked this buyer."""
