"""The call of a play: recorded in under a minute, and what follows from it."""
