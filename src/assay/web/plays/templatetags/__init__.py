"""Words of plays on pages."""
