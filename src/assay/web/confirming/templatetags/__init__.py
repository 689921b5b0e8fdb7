"""The part about confirming on the file of a deal."""
