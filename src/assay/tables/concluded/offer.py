"""What was done against a concern, and how often deals were won after it beside deals in which it was not done."""

from assay.tables.column import Column, must
from assay.tables.computed import computed, ratio

#: more, fewer: associated with more wins, or with fewer.  none: no difference worth acting on
OFFER_VERDICTS = ("more", "fewer", "none", "not_enough")

OFFER = computed(
    "offer",
    "What was done against a concern: how many deals were won after it, beside deals as old in which it was not done.",
    must("driver", "text", "code of the concern, from the taxonomy"),
    must("measure", "text", "code of what was done"),
    must("deals", "whole", "ended deals in which the concern came up and that could be followed from that day on"),
    must("done_n", "whole", "deals in which it was done after that, while deals alike were open in which it was not"),
    must("done_won", "whole", "deals of these that were won"),
    must("not_n", "whole", "deals alike in which it was not done by then"),
    must("not_won", "whole", "deals of these that were won"),
    Column("done_share", "number", "share won where it was done, weighed so that both kinds are alike"),
    Column("not_share", "number", "share won where it was not done by then, weighed likewise"),
    *ratio("difference", "the first share less the second; 0.1 is 10 points"),
    Column("always_low", "number", "bound that holds however often it is looked at"),
    Column("always_high", "number", "bound that holds however often it is looked at"),
    Column("drawn", "number", "the difference drawn towards none by as much as it is uncertain: what ranks"),
    Column("p", "number", "two-sided, against no difference"),
    Column("q", "number", "p, allowing for all that was asked (Benjamini and Hochberg 1995)"),
    must("asked", "whole", "how many concerns and measures that were"),
    must("verdict", "text", "more or fewer: associated with more wins or with fewer; none; not_enough", OFFER_VERDICTS),
    Column("more_needed", "whole", "about how many more ended deals with the concern would tell 10 points from none"),
    sort=("driver", "measure"),
)

OFFER_CASE = computed(
    "offer_case",
    "Ended deals in which a concern came up, and what was done there afterwards: the very rows.",
    must("driver", "text", "code of the concern, from the taxonomy"),
    must("deal_id", "id", "the deal"),
    must("won", "yes_no", "it was won"),
    must("voiced_at", "time", "when the concern first came up"),
    Column("voiced_table", "text", "table of the row that tells it; empty where a signal does"),
    Column("voiced_row", "id", "that row"),
    Column("voiced_signal", "text", "the signal that showed it, where words did not"),
    Column("measure", "text", "code of what was done; empty: nothing that is on record"),
    Column("done_at", "time", "when it was first done after the concern"),
    Column("done_table", "text", "table of the row that tells it: activity, stage_history or tie"),
    Column("done_row", "id", "that row"),
    sort=("driver", "deal_id", "done_at", "measure"),
)

OFFERS = (OFFER, OFFER_CASE)
