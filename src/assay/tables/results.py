"""What a run computes: made again at will from the record, so never edited. All rows belong to one run."""

from assay.domain.sought import SOUGHT_LIFT, SOUGHT_POWER
from assay.tables.coding import CODING
from assay.tables.column import Column, Table, must
from assay.tables.computed import computed, of_deals, ratio
from assay.tables.concluded.every import CONCLUDED
from assay.tables.estimated import EXPERIENCE, MODEL, SILENCE, TURN
from assay.tables.mention import MENTION

VIEWS = ("open", "look_back", "landmark")

RUN = computed(
    "run",
    "The run itself: what it read and when.",
    must("run_id", "text", "hash of everything that the run depends on"),
    must("as_of", "time", "the moment asked about"),
    must("made_at", "time", "when it was computed"),
    must("record_version", "whole", "version of the record"),
    must("baseline_version", "text", "version of the baseline"),
    must("home_currency", "text", "currency of all money in the results; empty when no amount has one"),
    must("deals", "whole", "deals in the record"),
    must("recomputed_deals", "whole", "deals whose answers were computed anew, the rest being carried over"),
    Column("known_by", "time", "rows that became known after it are not read"),
    Column("mature_before", "time", "only deals opened before it are compared; empty when all are"),
    Column(
        "without_value", "whole", "deals left out of value figures: no amount, or no exchange rate for its currency"
    ),
    Column("parts", "json", "what the next run needs to tell what changed"),
    sort=("run_id",),
)

SIGNAL = computed(
    "signal",
    "The signals as they were asked: words, thresholds, version.",
    must("signal", "text", "family.name"),
    must("title", "text", "title"),
    must("question", "text", "the question"),
    must("fires", "text", "when it fires"),
    must("says", "text", "the sentence about one deal"),
    must("value_unit", "text", "unit of the value"),
    must("unknown", "text", "what is missing when the answer is unknown"),
    must("source", "text", "where the idea comes from"),
    must("thresholds", "json", "thresholds in force"),
    must("fingerprint", "text", "of the signal's source and thresholds"),
    sort=("signal",),
)

MOMENT = computed(
    "moment",
    "The moment at which a deal is looked at: open ones at as_of, closed ones at the buyer's last word plus 7 days.",
    must("deal_id", "id", "the deal"),
    must("view", "text", "open or look_back", VIEWS[:2]),
    must("outcome", "text", "outcome of the deal as known at the run's as_of"),
    must("as_of", "time", "rows that occurred after it are not read"),
    must("known_by", "time", "rows that became known after it are not read"),
    Column("opened_at", "time", "when the deal was opened"),
    Column("closed_at", "time", "when the record was closed"),
    Column(
        "ended_at", "time", "when it was really over: won at its close, lost at the last word plus 7 days at the latest"
    ),
    Column("last_word_at", "time", "the buyer's last word"),
    Column("amount", "number", "in the home currency, at as_of"),
    Column("size_band", "text", "1-3-10 band of the amount"),
    Column("segment", "text", "segment"),
    Column("product", "text", "product"),
    Column("channel", "text", "where the deal came from"),
    Column("stage", "text", "stage at as_of"),
    Column("value", "number", "in the home currency, as known at the run's as_of: what value figures count"),
    Column("closed_in_batch", "yes_no", "closed together with many others, so left out of comparisons"),
    must("digest", "whole", "of all rows that the deal's answers rest on"),
    Column("made_in", "whole", "version of the results at which the deal was last asked"),
    sort=("deal_id",),
)

ANSWER = of_deals(
    "answer",
    "The answer of every signal for every deal at its moment.",
    must("signal", "text", "family.name"),
    must("deal_id", "id", "the deal"),
    must("view", "text", "open or look_back", VIEWS[:2]),
    must("answer", "text", "hit, clear or unknown", ("hit", "clear", "unknown")),
    Column("value", "number", "in the signal's unit"),
    Column("hit_at", "time", "when it became so"),
    sort=("deal_id", "signal"),
)

LANDMARK = of_deals(
    "landmark",
    "The answer of every signal for every deal at equal ages, with the stage at that age.",
    must("signal", "text", "family.name"),
    must("deal_id", "id", "the deal"),
    must("age_days", "whole", "age of the deal in days"),
    Column("stage", "text", "stage at that age"),
    must("outcome", "text", "outcome in the end"),
    must("answer", "text", "hit, clear or unknown", ("hit", "clear", "unknown")),
    Column("value", "number", "in the signal's unit"),
    sort=("signal", "age_days", "deal_id"),
)

FINDING = of_deals(
    "finding",
    "A stored hit, said in one sentence.",
    must("finding_id", "id", "key of signal and deal"),
    must("signal", "text", "family.name"),
    must("deal_id", "id", "the deal"),
    must("view", "text", "open or look_back", VIEWS[:2]),
    Column("value", "number", "in the signal's unit"),
    Column("hit_at", "time", "when it became so"),
    must("sentence", "text", "the finding in plain words"),
    must("evidence_rows", "whole", "rows it rests on"),
    sort=("deal_id", "signal"),
)

EVIDENCE = of_deals(
    "evidence",
    "The very rows of the record that a finding rests on.",
    must("finding_id", "id", "the finding"),
    must("deal_id", "id", "the deal"),
    must("signal", "text", "family.name"),
    must("table_name", "text", "table of the record"),
    must("row_id", "id", "id of the row"),
    Column("occurred_at", "time", "when it happened"),
    sort=("deal_id", "signal", "occurred_at"),
)

BASELINE = computed(
    "baseline",
    "What was typical among won deals known to be closed before each quarter.",
    must("version", "text", "version of the baseline"),
    must("signal", "text", "family.name"),
    must("grp", "text", "group; all pools them"),
    must("age_days", "whole", "age that the values belong to; 0 where age plays no part"),
    must("valid_from", "time", "moments from here"),
    must("valid_to", "time", "until before here read this row"),
    must("n", "whole", "won deals behind it"),
    *(must(f"p{share}", "number", f"{share} % of them lie at or below") for share in (10, 25, 50, 75, 90)),
    sort=("signal", "grp", "age_days", "valid_from"),
)

COMPARISON = computed(
    "comparison",
    "Each signal among deals that were lost and deals that were won, at the same age and stage.",
    must("signal", "text", "family.name"),
    must("lost_hit", "whole", "lost deals with a hit at one landmark at least"),
    must("lost_n", "whole", "lost deals compared"),
    must("won_hit", "whole", "won deals with a hit at one landmark at least"),
    must("won_n", "whole", "won deals compared"),
    Column("lost_share", "number", "share hit among lost, averaged over the same ages and stages"),
    Column("lost_share_low", "number", "95 % interval"),
    Column("lost_share_high", "number", "95 % interval"),
    Column("won_share", "number", "share hit among won, averaged over the same ages and stages"),
    Column("won_share_low", "number", "95 % interval"),
    Column("won_share_high", "number", "95 % interval"),
    Column("lift", "number", "hit share among lost over hit share among won"),
    Column("lift_low", "number", "95 % interval"),
    Column("lift_high", "number", "95 % interval"),
    Column("p", "number", "two-sided"),
    Column("q", "number", "p adjusted for all that was tried in the run (Benjamini and Hochberg 1995)"),
    must("asked", "whole", "signals and events that could be tried, over which q is taken"),
    must("verdict", "text", "associated, not_enough or no_difference", ("associated", "not_enough", "no_difference")),
    Column(
        "more_needed",
        "whole",
        f"with about so many more closed deals a lift of {SOUGHT_LIFT} would be told from none {SOUGHT_POWER * 10:.0f} "
        "times in 10; 0: with those at hand; empty: the question is settled, or the number not in sight",
    ),
    Column("raw_lost_share", "number", "share of lost deals with a hit at the end: a description, not a comparison"),
    Column("raw_won_share", "number", "the same among won deals"),
    must("answered_share", "number", "share of compared deals with an answer other than unknown"),
    sort=("signal",),
)

COMPARABLE = computed(
    "comparable",
    "How many won deals each lost deal may be set against, what they share with it, and how alike they are.",
    must("deal_id", "id", "the lost deal"),
    Column("age_days", "whole", "its age when it ended; the won deals were still alive in that week of their life"),
    must("n_won", "whole", "won deals that it may be set against; where that is declined, the most that were found"),
    Column("n_lost", "whole", "other lost deals chosen in the same way"),
    Column("held", "text", "what is equal: of size, segment, product and channel"),
    Column("given_up", "text", "what is recorded and not held equal, since too few won deals would be left"),
    Column("not_recorded", "text", "what is not recorded of the lost deal"),
    Column("size_difference", "number", "logarithm of its amount less the mean of the won deals, in deviations"),
    Column("opened_difference", "number", "its opening less the mean of the won deals, in deviations"),
    Column("worst_balance", "number", "the largest standardised difference that is left, whichever way it points"),
    Column("worst_dimension", "text", "of amount, opening, size, segment, product and channel the one that it is in"),
    Column(
        "declined",
        "text",
        "why it is set against none; empty where it is",
        values=("no_opening", "nothing_recorded", "too_few"),
    ),
    sort=("deal_id",),
)

PRECEDENCE = computed(
    "precedence",
    "Each dated event: whether deals were lost more often in the weeks after it than deals alike without it.",
    must("event", "text", "nurture_stopped, leadership_changed or competitor_named"),
    must("lost_with", "whole", "lost deals that it happened to between their opening and their end"),
    must("lost_n", "whole", "lost deals that could have seen it"),
    must("won_with", "whole", "won deals that it happened to, up to the buyer's last word and 7 days"),
    must("won_n", "whole", "won deals that could have seen it"),
    must("lost_after", "whole", "lost deals that ended in the weeks after it"),
    must("weeks_after", "whole", "how many weeks count as after it"),
    *ratio("lost_share", "share of lost deals that had had it by their last week"),
    *ratio("won_share", "share that had had it among won deals of the same age as those"),
    must("cases", "whole", "deals with it beside which a deal alike without it was found"),
    must("controls", "whole", "different deals beside them"),
    Column("after_with", "number", "share of the cases lost in the weeks after"),
    Column("after_without", "number", "share of the deals beside them lost in the same weeks"),
    *ratio("lift", "the first of these shares over the second"),
    Column("imbalance", "number", "largest standardised difference left between both, in size and day of opening"),
    *ratio("hazard", "weekly hazard of being lost with it over without, at equal age, stage, half-year, activity"),
    *ratio("plain_hazard", "the same without holding recent activity equal"),
    *ratio("placebo_hazard", "the same as hazard of dates that are other deals' of that age; 1 if nothing is amiss"),
    must("placebo_draws", "whole", "how many times dates were lent; the placebo is their mean"),
    *(
        Column(f"gap_p{share}", "number", f"{share} % of the lost deals with it ended at most so many days after it")
        for share in (10, 25, 50, 75, 90)
    ),
    Column("e_value", "number", "risk ratio that something unseen would need with both sides to explain the hazard"),
    Column("e_value_low", "number", "the same for the end of its interval that is nearer to 1"),
    Column("p", "number", "two-sided, of the hazard"),
    Column("q", "number", "p adjusted for all that was tried in the run (Benjamini and Hochberg 1995)"),
    must("asked", "whole", "signals and events that could be tried, over which q is taken"),
    must(
        "verdict",
        "text",
        "associated, withheld_by_placebo, not_enough or no_difference",
        ("associated", "withheld_by_placebo", "not_enough", "no_difference"),
    ),
    Column("as_of", "time", "the moment up to which it was weighed; that of the run, or of an earlier one"),
    sort=("event",),
)

WIN_RATE = computed(
    "win_rate",
    "Outcomes and win rates by period.",
    must("cohort", "text", "opening or closing", ("opening", "closing")),
    must("grp", "text", "all, or FIELD=VALUE"),
    must("period", "text", "quarter such as 2025-Q3; all"),
    must("won", "whole", "deals won"),
    must("lost", "whole", "deals lost"),
    must("no_decision", "whole", "deals in which the buyer bought nothing"),
    must("disqualified", "whole", "deals disqualified"),
    must("open", "whole", "deals still open"),
    must("unknown", "whole", "deals whose outcome is not known"),
    must("base", "text", "count or value", ("count", "value")),
    Column("rate", "number", "won / (won + lost + no_decision)"),
    Column("rate_low", "number", "95 % interval"),
    Column("rate_high", "number", "95 % interval"),
    Column("won_value", "number", "in the home currency"),
    Column("lost_value", "number", "in the home currency"),
    sort=("cohort", "grp", "period", "base"),
)

INCIDENCE = computed(
    "incidence",
    "Share of deals won and lost by age, open deals counted for as long as they were seen (Aalen and Johansen 1978).",
    must("age_days", "whole", "age in days"),
    must("won", "number", "share won by then"),
    must("won_low", "number", "95 % interval"),
    must("won_high", "number", "95 % interval"),
    must("lost", "number", "share lost or ended without a decision by then"),
    must("lost_low", "number", "95 % interval"),
    must("lost_high", "number", "95 % interval"),
    must("at_risk", "whole", "deals still open at that age"),
    sort=("age_days",),
)

COVERAGE = computed(
    "coverage",
    "What share of deals each signal could answer, and what was missing.",
    must("signal", "text", "family.name"),
    must("view", "text", "open or look_back", VIEWS[:2]),
    must("outcome", "text", "outcome of the deals"),
    must("deals", "whole", "deals"),
    must("hit", "whole", "hits"),
    must("clear", "whole", "clear"),
    must("unknown", "whole", "unknown"),
    sort=("signal", "view", "outcome"),
)

RESULTS = (
    RUN,
    SIGNAL,
    MOMENT,
    ANSWER,
    LANDMARK,
    FINDING,
    EVIDENCE,
    BASELINE,
    MODEL,
    SILENCE,
    TURN,
    EXPERIENCE,
    COMPARISON,
    COMPARABLE,
    PRECEDENCE,
    WIN_RATE,
    INCIDENCE,
    COVERAGE,
    MENTION,
    CODING,
    *CONCLUDED,
)

#: by name
RESULT_TABLES: dict[str, Table] = {table.name: table for table in RESULTS}
