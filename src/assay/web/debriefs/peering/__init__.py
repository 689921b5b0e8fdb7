"""A colleague's view (G4): one trusted person, asked by a grant, walks through the deal in a quarter of an hour."""
