"""The page of shares of losses: what each rests on, the split, the truth gap, and how all that narrows."""
