"""The ledger: every play and what became of it, beside what was held back by lot and beside comparable deals."""
