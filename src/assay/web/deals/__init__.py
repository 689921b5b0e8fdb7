"""The list of deals, and the loss file as a page."""
