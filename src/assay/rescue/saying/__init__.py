"""What to say to a buyer about a driver, adapted to a deal, and whether a text gives an understood loss away."""
