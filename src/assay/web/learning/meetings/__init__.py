"""Review meetings of a team: the agenda made from what is new, minutes, and what is looked at next (T9)."""
