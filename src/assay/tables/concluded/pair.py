"""Drivers that occur together, and combinations of them that go with losing."""

from assay.tables.column import Column, must
from assay.tables.computed import computed, ratio

PAIR = computed(
    "pair",
    "Pairs of drivers in lost deals: how much more often both are there than chance and their shares would give.",
    must("first", "text", "code of a driver"),
    must("second", "text", "code of another, after the first in the alphabet"),
    must("deals", "number", "lost deals in which both are there, as expected from their probabilities"),
    must("by_chance", "number", "lost deals in which both would be there if they had nothing to do with each other"),
    must("first_deals", "number", "lost deals in which the first is there, as expected"),
    must("second_deals", "number", "lost deals in which the second is there, as expected"),
    must("n", "whole", "lost deals"),
    Column("raw_lift", "number", "deals over by_chance"),
    *ratio("lift", "raw_lift drawn towards 1 by as much as it is uncertain"),
    Column("p", "number", "two-sided, of the raw lift against 1, from draws of deals"),
    Column("q", "number", "p, allowing for all pairs"),
    must("asked", "whole", "how many pairs that were"),
    must("verdict", "text", "together, apart or not_shown", ("together", "apart", "not_shown")),
    sort=("first", "second"),
)

COMBINATION = computed(
    "combination",
    "Sets of drivers that occur together, and whether deals with all of them are lost more often than with some.",
    must("drivers", "text", "codes of the drivers, in the order of the alphabet, a comma between"),
    must("size", "whole", "how many drivers"),
    must("deals", "number", "lost deals in which all are there, mean over draws from their probabilities"),
    must("deals_low", "number", "2.5 % of the draws lie below"),
    must("deals_high", "number", "97.5 % of the draws lie below"),
    must("by_chance", "number", "lost deals in which all would be there if they had nothing to do with each other"),
    must("n", "whole", "lost deals"),
    *ratio("all_lost", "share lost in the end of deals in which all were at work; same age, stage and half-year"),
    must("all_n", "whole", "ended deals behind it"),
    *ratio("some_lost", "share lost of deals in which some of them were at work and not all"),
    must("some_n", "whole", "ended deals behind it"),
    *ratio("ratio", "the first share over the second"),
    Column("p", "number", "two-sided, against a ratio of 1"),
    Column("q", "number", "p, allowing for all combinations"),
    must("asked", "whole", "how many combinations that were"),
    must("verdict", "text", "associated, not_associated or not_enough", ("associated", "not_associated", "not_enough")),
    Column("more_needed", "whole", "about how many more ended deals would tell a ratio of 1.5 from none"),
    sort=("drivers",),
)
