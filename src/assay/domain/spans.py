"""Spans of time in seconds, and the ages at which deals are compared."""

DAY = 86_400

#: how long after the buyer's last word a deal that was not won counts as alive, and a look back goes on
GRACE = 7 * DAY

#: ages in days at which lost and won deals are compared
AGES = (14, 30, 60, 90, 120, 180, 270, 365)
