"""How fast and how right the open deals in the same situation are found."""
