"""Audits of losses that the system drew: the draw, the page of one, and what came of them (H1)."""
