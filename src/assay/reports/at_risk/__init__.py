"""Open deals with reasons at work in them, as they are shown."""
