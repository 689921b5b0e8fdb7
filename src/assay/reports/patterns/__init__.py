"""The team page of chosen deals: what it may be narrowed to, and which figures of them somebody may read."""
