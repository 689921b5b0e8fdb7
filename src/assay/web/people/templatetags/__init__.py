"""Tags for templates about people."""
