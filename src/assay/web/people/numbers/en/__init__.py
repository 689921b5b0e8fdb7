"""English, whichever numbers go with it."""
