"""The reasons of each deal, and what speaks for and against each."""

from assay.tables.column import Column, must
from assay.tables.computed import computed

#: of an ended deal what was at work by its end; of an open one what is at work now
VIEWS = ("open", "look_back")

REASON = computed(
    "reason",
    "The drivers that may have had a part in each deal, each with its probability; of open deals what is at work now.",
    must("deal_id", "id", "the deal"),
    must("view", "text", "open or look_back, as in moment", VIEWS),
    must("driver", "text", "code of the taxonomy"),
    must("p_active", "number", "probability that it was there by the deal's moment, 0 to 1"),
    must("p", "number", "probability that it had a material part, 0 to 1: p_active, its effect, and what was stated"),
    must("p_low", "number", "95 % interval of p"),
    must("p_high", "number", "95 % interval of p"),
    must("strength", "number", "1 - exp(-b): how much of the risk of losing goes with it where it is there"),
    must("p_record", "number", "p by the record alone, before anybody was asked"),
    must("whose", "text", "who could have acted on it", ("ours", "theirs", "circumstance")),
    must("rank", "whole", "1 for the one with the greatest p times strength"),
    must("stated_by_rep", "yes_no", "the rep named it"),
    must("stated_by_buyer", "yes_no", "the buyer named it"),
    must("for_rows", "whole", "rows of reason_ground that speak for it"),
    must("against_rows", "whole", "rows of reason_ground that speak against it"),
    Column("since", "time", "the day by which it was likelier there than not; empty where it never was"),
    sort=("deal_id", "rank"),
)

REASON_GROUND = computed(
    "reason_ground",
    "The very rows that speak for or against a driver in a deal, each with how far it moved the odds.",
    must("deal_id", "id", "the deal"),
    must("driver", "text", "code of the taxonomy"),
    must("kind", "text", "finding, mention or statement", ("finding", "mention", "statement")),
    must("way", "text", "for or against", ("for", "against")),
    must("table_name", "text", "table of the row: finding, activity, utterance, deal or statement"),
    must("row_id", "id", "that row"),
    Column("signal", "text", "of a finding or of a clear answer, its signal"),
    Column("side", "text", "whose words they are: rep, buyer, peer, ..."),
    Column("occurred_at", "time", "when it happened or was said"),
    Column("weight", "number", "log of the factor by which it moved the odds; empty where it only agrees"),
    sort=("deal_id", "driver", "occurred_at"),
)

DRIVER_EFFECT = computed(
    "driver_effect",
    "What goes with each driver across deals: how much more often deals in which it is at work are lost.",
    must("driver", "text", "code of the taxonomy"),
    must("deals", "whole", "ended deals in which it was likelier at work than not"),
    must("n", "whole", "ended deals that were followed week by week"),
    Column("effect", "number", "log hazard ratio of losing, per week in which it is at work"),
    Column("error", "number", "its standard error, clustered by deal"),
    Column("ratio", "number", "exp(effect)"),
    Column("ratio_low", "number", "95 % interval"),
    Column("ratio_high", "number", "95 % interval"),
    must("p_real", "number", "probability that the effect is more than trifling"),
    must("verdict", "text", "associated, not_associated or not_enough", ("associated", "not_associated", "not_enough")),
    sort=("driver",),
)
