"""What became of plays: beside what was held back by lot, and beside comparable deals of the same day."""
