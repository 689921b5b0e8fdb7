"""Asking people why a deal ended as it did: when, whom, how, and what of it goes into the record. No page lies here."""
