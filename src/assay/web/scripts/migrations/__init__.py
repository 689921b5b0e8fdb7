"""Changes of the workflow database, in their order."""
