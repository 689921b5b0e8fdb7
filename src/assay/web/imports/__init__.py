"""Files dropped in, looked at, and imported."""
