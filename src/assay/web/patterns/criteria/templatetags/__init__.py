"""Tags of criteria."""
