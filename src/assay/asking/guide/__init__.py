"""The guide of a debrief: 5 to 10 open questions, from templates, adapted to one deal (A5, M1, M5, A8)."""
