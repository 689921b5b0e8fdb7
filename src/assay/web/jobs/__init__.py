"""The pages of long work: what runs, how far it is, and what came of it."""
