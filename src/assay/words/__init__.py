"""What people wrote and said: read, coded, and made fit to be shown to others."""
