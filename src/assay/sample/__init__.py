"""An invented company, to try everything on."""
