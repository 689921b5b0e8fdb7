"""After a loss: how the relationship goes on where the buyer said that we may come back (T11)."""
