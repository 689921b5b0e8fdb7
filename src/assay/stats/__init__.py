"""Arrays in, values with intervals out. Knows no deals."""
