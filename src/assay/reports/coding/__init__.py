"""Passages that tell of reasons, for people who code them: which are asked about next, and where each stands."""
