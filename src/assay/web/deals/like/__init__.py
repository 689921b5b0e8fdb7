"""The open deals in the same situation as one deal."""
