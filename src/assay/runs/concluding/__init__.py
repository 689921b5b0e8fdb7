"""What follows from a run, worked out after it and beside it: the reasons of deals, and patterns across them."""
