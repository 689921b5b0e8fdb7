"""Before a call on an open deal: one page (T12)."""
