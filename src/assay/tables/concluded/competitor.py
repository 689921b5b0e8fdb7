"""Winning and losing against competitors: rates, changes, what a competitor did meanwhile, and quotes."""

from assay.tables.column import Column, must
from assay.tables.computed import computed, ratio

#: one known competitor; all deals with one that is known; those known to have none; those of which nobody can tell;
#: all deals that ended
RATE_KINDS = ("competitor", "known", "none", "unknown", "all")

#: of deals whose buyer spoke of no theme before the end
NO_THEME = "not_spoken_of"

CHANGE_VERDICTS = ("fell", "held", "not_enough")

EVENT_VERDICTS = ("fell_after", "no_fall_seen", "not_enough")

COMPETITOR_RATE = computed(
    "competitor_rate",
    "Win rates against competitors that were on record before the outcome; known, none and unknown are kept apart.",
    must("kind", "text", "competitor, known, none, unknown or all", RATE_KINDS),
    Column("competitor_id", "id", "the competitor; empty but where kind is competitor"),
    Column("competitor", "text", "its name"),
    Column("theme", "text", f"what the buyer spoke of most, before the end; {NO_THEME}: of none; empty: all deals"),
    Column("period", "text", "half-year or quarter in which the deals ended; empty: all of them"),
    Column("period_start", "time", "its first second"),
    must("won", "whole", "deals won"),
    must("lost", "whole", "deals lost"),
    must("no_decision", "whole", "deals without a decision; they are no part of the rate"),
    *ratio("rate", "won / (won + lost); empty without any"),
    *ratio("pooled", "the same drawn towards other competitors, themes and periods, by as much as it is uncertain"),
    must("is_told", "yes_no", "there are enough deals to tell the rate"),
    Column("more_needed", "whole", "with about so many more deals the rate would be known to 10 points; 0: it is"),
    must("late_won", "whole", "won deals on which this competitor was named too late to count: at the end, or undated"),
    must("late_lost", "whole", "lost deals on which it was named too late to count"),
    sort=("kind", "competitor_id", "theme", "period_start"),
)

COMPETITOR_CHANGE = computed(
    "competitor_change",
    "Whether we win less against a competitor than we used to, by theme: the last two periods against the first two.",
    must("competitor_id", "id", "the competitor"),
    Column("competitor", "text", "its name"),
    Column("theme", "text", "what the buyer spoke of most; empty: all deals with the competitor"),
    must("before_from", "text", "first period of those before"),
    must("before_to", "text", "last period of those before"),
    must("after_from", "text", "first period of those after"),
    must("after_to", "text", "last period of those after"),
    must("before_won", "whole", "deals won before"),
    must("before_n", "whole", "deals won or lost before"),
    must("after_won", "whole", "deals won after"),
    must("after_n", "whole", "deals won or lost after"),
    *ratio("before", "win rate before, pooled"),
    *ratio("after", "win rate after, pooled"),
    *ratio("change", "share won after less share won before, as counted; -0.2 is 20 points less"),
    Column("p_fall", "number", "probability that we win less here than before, beyond what all deals went through"),
    Column("lfdr", "number", "probability that the fall is none, or a trifle, given all that was looked at"),
    must("verdict", "text", "fell, held or not_enough", CHANGE_VERDICTS),
    Column("smallest", "number", "a fall of fewer points than this, 0 to 1, would not show 4 times in 5"),
    Column("more_needed", "whole", "with about so many more deals a fall of 20 points would show 4 times in 5; 0: now"),
    Column("p_strength", "number", "probability that we won more here before than over all competitors and themes"),
    Column("event_id", "id", "competitor_event that the fall came after; empty where none is known"),
    must(
        "is_blunted",
        "yes_no",
        "a likely strength, p_strength .8 or more, that fell after a dated and sourced act of the competitor",
    ),
    must("asked", "whole", "cells that were looked at together"),
    sort=("competitor_id", "theme"),
)

COMPETITOR_EVENT_CHECK = computed(
    "competitor_event_check",
    "Each dated act of a competitor, held against what came after it.",
    must("event_id", "id", "competitor_event"),
    must("competitor_id", "id", "the competitor"),
    Column("theme", "text", "theme of the deals that were looked at; empty: all deals with the competitor"),
    must("occurred_at", "time", "when it happened"),
    Column("p_fall", "number", "probability that we win less here after it than before it"),
    must("verdict", "text", "fell_after, no_fall_seen or not_enough", EVENT_VERDICTS),
    sort=("competitor_id", "occurred_at", "event_id", "theme"),
)

RATE_NARROWING = computed(
    "rate_narrowing",
    "The win rate as of the end of each past quarter, deals of all time: of all, and against the largest.",
    Column("competitor_id", "id", "the competitor; empty: all deals, whoever was in them"),
    Column("competitor", "text", "its name"),
    must("quarter", "text", "only deals that had ended by the end of this quarter"),
    must("until", "time", "when the next one began, or the moment asked about"),
    must("won", "whole", "deals won by then"),
    must("lost", "whole", "deals lost by then"),
    *ratio("rate", "won / (won + lost)"),
    Column("apart_from_id", "id", "the followed competitor whose rate is next below; empty for the last"),
    Column("is_apart", "yes_no", "the two rates can be told apart however often one looks"),
    Column(
        "enough_at",
        "whole",
        "about how many deals with either would tell the two apart, if the rates differed by a tenth, in 4 of 5 such "
        "records",
    ),
    sort=("competitor_id", "until"),
)

COMPETITOR_QUOTE = computed(
    "competitor_quote",
    "Where buyers spoke of a theme in deals with a competitor, before and after: the place, the words stay there.",
    must("competitor_id", "id", "the competitor"),
    must("theme", "text", "theme"),
    must("part", "text", "before or after, as in competitor_change", ("before", "after")),
    must("deal_id", "id", "the deal"),
    must("table", "text", "table of the row that holds the passage, as in mention"),
    must("row_id", "id", "that row"),
    must("start", "whole", "first character of the passage, as in mention"),
    Column("occurred_at", "time", "when it was said"),
    sort=("competitor_id", "theme", "part", "occurred_at", "row_id", "start"),
)
