"""How a deal can end, as the record tells it."""

#: outcomes of deals that have ended
ENDED = ("won", "lost", "no_decision", "disqualified")

#: outcomes that are set against each other; disqualified deals were never a chance to sell
COMPARED = ("won", "lost", "no_decision")
