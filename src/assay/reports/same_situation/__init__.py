"""The open deals in the same situation as a loss, as they are shown."""
