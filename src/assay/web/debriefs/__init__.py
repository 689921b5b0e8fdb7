"""The room of debriefs: with the buyer, the rep and the team."""
