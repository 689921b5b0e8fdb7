"""What to offer: the part of a play, the figures by concern, and the team's own material."""
