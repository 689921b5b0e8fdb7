"""Who else sells to the buyer, and since when that is known."""
