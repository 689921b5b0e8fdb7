"""Drivers that occur together in lost deals, and combinations of them that go with losing."""
