"""Words of deals coded in a run: only what is new is coded, and what people said of a passage goes before it."""
