"""What goes with losing: each signal and each driver, beside deals in the same state without it."""

from assay.tables.column import Column, must
from assay.tables.computed import computed, ratio

#: a signal of the record, or a driver of the taxonomy
KINDS = ("signal", "driver")

#: what kept an association from being claimed, in the order in which it is looked for
HINDRANCES = ("few", "ending", "chance", "size", "weekly", "placebo")

DRIVER = computed(
    "driver",
    "Each signal and driver: how much more often deals are lost in weeks in which it is at work, all else held equal.",
    must("kind", "text", "a signal of the record or a driver of the taxonomy", KINDS),
    must("name", "text", "family.name of the signal, or code of the driver"),
    must("deals", "whole", "ended deals in which it was at work in a week at least"),
    must("n", "whole", "ended deals that could be followed for it week by week"),
    must("lost_with", "whole", "deals lost in a week in which it was at work"),
    must("lost_n", "whole", "deals of these that were lost"),
    *ratio("ratio", "hazard ratio of losing; held equal: age, stage, half-year, size, segment, recent activity"),
    *ratio("plain_ratio", "the same without the buyer's recent activity"),
    *ratio("ending_ratio", "the same of ending at all, won or lost: of what only ends deals it is as great"),
    Column("always_low", "number", "95 % bound that holds however often it is looked at"),
    Column("always_high", "number", "95 % bound that holds however often it is looked at"),
    *ratio("placebo_ratio", "of its beginnings lent to other deals; near 1 where the model is right"),
    Column("placebo_draws", "whole", "how often they were lent; the mean is told"),
    Column("e_value", "number", "how strongly something unrecorded would have to go with both to explain it away"),
    Column("e_value_low", "number", "the same for the end of the interval that lies nearer to 1"),
    Column("p", "number", "two-sided, against a ratio of 1 and against that of ending at all: the greater of both"),
    Column("q", "number", "p, allowing for all that was tried: signals, drivers, events and comparisons"),
    must("asked", "whole", "how many questions that were"),
    must("verdict", "text", "associated, not_associated or not_enough", ("associated", "not_associated", "not_enough")),
    Column("hindrance", "text", "what keeps it from being claimed", values=HINDRANCES),
    Column("more_needed", "whole", "about how many more ended deals would tell a ratio of 1.5 from none"),
    must("open_deals", "whole", "open deals in which it is at work now"),
    must("open_priced", "whole", "those of them with a value"),
    Column("open_value", "number", "their value, in the home currency"),
    sort=("kind", "name"),
)
