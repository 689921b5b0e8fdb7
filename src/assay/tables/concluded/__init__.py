"""Tables of what is concluded from a run after it: reasons of deals, and patterns across them."""
