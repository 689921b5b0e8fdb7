"""How a deal can end, as the record tells it, and who says so."""

#: outcomes of deals that have ended
ENDED = ("won", "lost", "no_decision", "disqualified")

#: outcomes that are set against each other; disqualified deals were never a chance to sell
COMPARED = ("won", "lost", "no_decision")

#: who says what a stage's class is: the later in the list, the more it counts
CLASS_BASES = ("none", "label", "source", "person")
