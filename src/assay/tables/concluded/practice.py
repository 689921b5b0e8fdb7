"""What goes with practices, within the same seller; and what is commonly said, beside what the record tells."""

from assay.tables.column import Column, must
from assay.tables.computed import computed, ratio

#: announce: said on the open deal that a debrief follows whatever the outcome.  The others: held on an earlier deal
PRACTICES = ("announce", "guide", "debrief", "self_analysis")
#: associated_more, associated_fewer: associated with more agreements or wins, or with fewer
PRACTICE_VERDICTS = ("associated_more", "associated_fewer", "none", "not_enough")
SAYINGS = ("guide_wins", "reps_know", "indifference", "people_decide", "called_close")

PRACTICE = computed(
    "practice",
    "Which outcomes a practice is associated with, within the same seller and allowing for the half-year.",
    must("practice", "text", "what was done", PRACTICES),
    must(
        "outcome",
        "text",
        "agreed: the buyer, once asked, agreed to a debrief; won: the deal was won within 180 days of its opening",
        ("agreed", "won"),
    ),
    must("asked", "whole", "buyers who were asked and whose answer is known, or deals opened 180 days ago or longer"),
    must("n", "whole", "of them those of sellers who did both: with the practice, and without it"),
    must("done_n", "whole", "of these with the practice; of won, opened after the seller had first used it"),
    must("other_n", "whole", "of these without it"),
    must("sellers", "whole", "sellers who did both"),
    *ratio("difference", "share with the practice less share without, within seller; 0.1 is 10 points"),
    Column("always_low", "number", "bound that holds however often it is looked at"),
    Column("always_high", "number", "bound that holds however often it is looked at"),
    Column("p", "number", "two-sided, against no difference"),
    Column("q", "number", "p, allowing for all practices asked about (Benjamini and Hochberg 1995)"),
    must("verdict", "text", "associated with more, with fewer; none worth acting on; not_enough", PRACTICE_VERDICTS),
    Column(
        "more_needed", "whole", "about how many more buyers or deals would tell 10 points from none; empty: not told"
    ),
    sort=("practice",),
)

SAYING = computed(
    "saying",
    "What is commonly said, a saying and no finding, beside the figure that the record gives.",
    must("saying", "text", "which one", SAYINGS),
    must("said", "number", "the figure in the saying: a share, 0 to 1, or a number of people"),
    must("unit", "text", "relative: more wins by this share; share; people", ("relative", "share", "people")),
    *ratio("own", "the figure of this record; empty where it cannot be made"),
    must("n", "whole", "how many deals, losses or answers it rests on"),
    must("verdict", "text", "whether the saying lies in the interval: within, below or above it; not_enough",
         ("within", "below", "above", "not_enough")),
    Column("more_needed", "whole", "about how many more it takes for a figure; empty: told, or not in sight"),
    sort=("saying",),
)  # fmt: skip

PRACTICE_TABLES = (PRACTICE, SAYING)
