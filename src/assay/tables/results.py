"""What a run computes: made again at will from the record, so never edited. All rows belong to one run."""

from assay.domain.sought import SOUGHT_LIFT, SOUGHT_POWER
from assay.tables.coding import CODING
from assay.tables.column import Column, Table
from assay.tables.mention import MENTION

VIEWS = ("open", "look_back", "landmark")


def _table(name: str, about: str, *columns: Column, sort: tuple[str, ...]) -> Table:
    return Table(name, about, columns, sort=sort, common=False)


#: version of the results at which a deal's rows were computed; those of an earlier one are superseded
_MADE_IN = Column("made_in", "whole", "version of the results that brought the row")


def _of_deals(name: str, about: str, *columns: Column, sort: tuple[str, ...]) -> Table:
    """A table of rows that are computed deal by deal, and written only for the deals that changed."""
    return Table(
        name, about, (*columns, _MADE_IN), sort=sort, common=False, standing=("moment", ("deal_id", "made_in"))
    )


def _must(name: str, type_: str, about: str, values: tuple[str, ...] = ()) -> Column:
    return Column(name, type_, about, required=True, values=values)


def _ratio(name: str, about: str) -> tuple[Column, ...]:
    return (
        Column(name, "number", about),
        Column(f"{name}_low", "number", "95 % interval"),
        Column(f"{name}_high", "number", "95 % interval"),
    )


RUN = _table(
    "run",
    "The run itself: what it read and when.",
    _must("run_id", "text", "hash of everything that the run depends on"),
    _must("as_of", "time", "the moment asked about"),
    _must("made_at", "time", "when it was computed"),
    _must("record_version", "whole", "version of the record"),
    _must("baseline_version", "text", "version of the baseline"),
    _must("home_currency", "text", "currency of all money in the results; empty when no amount has one"),
    _must("deals", "whole", "deals in the record"),
    _must("recomputed_deals", "whole", "deals whose answers were computed anew, the rest being carried over"),
    Column("known_by", "time", "rows that became known after it are not read"),
    Column("mature_before", "time", "only deals opened before it are compared; empty when all are"),
    Column(
        "without_value", "whole", "deals left out of value figures: no amount, or no exchange rate for its currency"
    ),
    Column("parts", "json", "what the next run needs to tell what changed"),
    sort=("run_id",),
)

SIGNAL = _table(
    "signal",
    "The signals as they were asked: words, thresholds, version.",
    _must("signal", "text", "family.name"),
    _must("title", "text", "title"),
    _must("question", "text", "the question"),
    _must("fires", "text", "when it fires"),
    _must("says", "text", "the sentence about one deal"),
    _must("value_unit", "text", "unit of the value"),
    _must("unknown", "text", "what is missing when the answer is unknown"),
    _must("source", "text", "where the idea comes from"),
    _must("thresholds", "json", "thresholds in force"),
    _must("fingerprint", "text", "of the signal's source and thresholds"),
    sort=("signal",),
)

MOMENT = _table(
    "moment",
    "The moment at which a deal is looked at: open ones at as_of, closed ones at the buyer's last word plus 7 days.",
    _must("deal_id", "id", "the deal"),
    _must("view", "text", "open or look_back", VIEWS[:2]),
    _must("outcome", "text", "outcome of the deal as known at the run's as_of"),
    _must("as_of", "time", "rows that occurred after it are not read"),
    _must("known_by", "time", "rows that became known after it are not read"),
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
    _must("digest", "whole", "of all rows that the deal's answers rest on"),
    Column("made_in", "whole", "version of the results at which the deal was last asked"),
    sort=("deal_id",),
)

ANSWER = _of_deals(
    "answer",
    "The answer of every signal for every deal at its moment.",
    _must("signal", "text", "family.name"),
    _must("deal_id", "id", "the deal"),
    _must("view", "text", "open or look_back", VIEWS[:2]),
    _must("answer", "text", "hit, clear or unknown", ("hit", "clear", "unknown")),
    Column("value", "number", "in the signal's unit"),
    Column("hit_at", "time", "when it became so"),
    sort=("deal_id", "signal"),
)

LANDMARK = _of_deals(
    "landmark",
    "The answer of every signal for every deal at equal ages, with the stage at that age.",
    _must("signal", "text", "family.name"),
    _must("deal_id", "id", "the deal"),
    _must("age_days", "whole", "age of the deal in days"),
    Column("stage", "text", "stage at that age"),
    _must("outcome", "text", "outcome in the end"),
    _must("answer", "text", "hit, clear or unknown", ("hit", "clear", "unknown")),
    Column("value", "number", "in the signal's unit"),
    sort=("signal", "age_days", "deal_id"),
)

FINDING = _of_deals(
    "finding",
    "A stored hit, said in one sentence.",
    _must("finding_id", "id", "key of signal and deal"),
    _must("signal", "text", "family.name"),
    _must("deal_id", "id", "the deal"),
    _must("view", "text", "open or look_back", VIEWS[:2]),
    Column("value", "number", "in the signal's unit"),
    Column("hit_at", "time", "when it became so"),
    _must("sentence", "text", "the finding in plain words"),
    _must("evidence_rows", "whole", "rows it rests on"),
    sort=("deal_id", "signal"),
)

EVIDENCE = _of_deals(
    "evidence",
    "The very rows of the record that a finding rests on.",
    _must("finding_id", "id", "the finding"),
    _must("deal_id", "id", "the deal"),
    _must("signal", "text", "family.name"),
    _must("table_name", "text", "table of the record"),
    _must("row_id", "id", "id of the row"),
    Column("occurred_at", "time", "when it happened"),
    sort=("deal_id", "signal", "occurred_at"),
)

BASELINE = _table(
    "baseline",
    "What was typical among won deals known to be closed before each quarter.",
    _must("version", "text", "version of the baseline"),
    _must("signal", "text", "family.name"),
    _must("grp", "text", "group; all pools them"),
    _must("age_days", "whole", "age that the values belong to; 0 where age plays no part"),
    _must("valid_from", "time", "moments from here"),
    _must("valid_to", "time", "until before here read this row"),
    _must("n", "whole", "won deals behind it"),
    *(_must(f"p{share}", "number", f"{share} % of them lie at or below") for share in (10, 25, 50, 75, 90)),
    sort=("signal", "grp", "age_days", "valid_from"),
)

MODEL = _table(
    "model",
    "What was fitted to deals known to have ended before each quarter, and estimates of deals rest on.",
    _must("model", "text", "turn: how active buyers are, weekdays and holidays, how often activity falls for good"),
    _must("fingerprint", "text", "of the source that fitted it"),
    _must("valid_from", "time", "moments from here"),
    _must("valid_to", "time", "until before here are estimated with it"),
    _must("n", "whole", "deals behind it"),
    _must("parameters", "json", "the numbers"),
    sort=("model", "valid_from"),
)

SILENCE = _of_deals(
    "silence",
    "How long each buyer had been silent at the deal's moment, when that became unusual, and how likely it is the end.",
    _must("deal_id", "id", "the deal; those without a known word of the buyer are left out"),
    _must("last_word_at", "time", "the buyer's last word"),
    _must("words", "whole", "days on which the buyer spoke"),
    _must("silence_days", "whole", "days since the last of them"),
    _must("pauses", "whole", "pauses that ended, of all deals, from which the usual one was learnt"),
    Column(
        "usual_until", "time", "until then the silence is no longer than nine of ten pauses, beside the deal's pace"
    ),
    Column(
        "p_dead", "number", "probability of no word in 90 days more and no win in them; empty: too few to learn from"
    ),
    Column("p_share", "number", "of the silences of which about the same was said, so many were the end"),
    Column("p_low", "number", "95 % interval"),
    Column("p_high", "number", "95 % interval"),
    Column("n", "whole", "how many such silences, said of deals that the model had not seen"),
    Column("deals", "whole", "how many deals these are of"),
    Column("hopeless_at", "time", "when p_dead passes 0.9 if no word comes before; empty: no silence seen was so bad"),
    sort=("deal_id",),
)

TURN = _of_deals(
    "turn",
    "When the buyer's words became fewer for good, as the signal rhythm.momentum_turned read it at the deal's moment.",
    _must("deal_id", "id", "the deal"),
    _must("words", "whole", "words of the buyer since the opening"),
    _must("days", "whole", "from the opening to the last of them; the columns after it are empty where they are few"),
    Column("log_bf", "number", "log of the Bayes factor of one fall for good against a steady rate or a passing lull"),
    Column("p_turn", "number", "probability of such a fall, given how often deals have one"),
    Column("turn_at", "time", "the median day of it, if there was one"),
    Column("low_at", "time", "beginning of the days within which it lies with 80 %, if there was one"),
    Column("high_at", "time", "end of these days"),
    Column("rate_before", "number", "words a week before it, if there was one"),
    Column("rate_after", "number", "words a week after it, if there was one"),
    sort=("deal_id",),
)

EXPERIENCE = _of_deals(
    "experience",
    "What our people on a deal, and the team, had seen end before of its kind. Described, and no verdict on anybody.",
    _must("deal_id", "id", "the deal"),
    _must("seller_id", "id", "one of ours on it"),
    _must("basis", "whole", "of what the kind is: 1 segment, 2 product, 3 size band"),
    _must("on_call", "whole", "1: took part in a conversation of the deal; 0: owns it"),
    _must("closed", "whole", "deals of that kind on which the person was, known to have ended before the quarter"),
    _must("won", "whole", "of these won"),
    _must("team_closed", "whole", "deals of that kind of everybody"),
    _must("team_won", "whole", "of these won"),
    _must("rate", "number", "won of closed, drawn towards what is usual in the team by as much as it is uncertain"),
    _must("low", "number", "95 % interval"),
    _must("high", "number", "95 % interval"),
    _must("first_at", "time", "when the person is first seen on a deal"),
    Column("record_from", "time", "when anybody is; empty where no deal had ended"),
    sort=("deal_id", "basis", "seller_id"),
)

COMPARISON = _table(
    "comparison",
    "Each signal among deals that were lost and deals that were won, at the same age and stage.",
    _must("signal", "text", "family.name"),
    _must("lost_hit", "whole", "lost deals with a hit at one landmark at least"),
    _must("lost_n", "whole", "lost deals compared"),
    _must("won_hit", "whole", "won deals with a hit at one landmark at least"),
    _must("won_n", "whole", "won deals compared"),
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
    _must("asked", "whole", "signals and events that could be tried, over which q is taken"),
    _must("verdict", "text", "associated, not_enough or no_difference", ("associated", "not_enough", "no_difference")),
    Column(
        "more_needed",
        "whole",
        f"with about so many more closed deals a lift of {SOUGHT_LIFT} would be told from none {SOUGHT_POWER * 10:.0f} "
        "times in 10; 0: with those at hand; empty: the question is settled, or the number not in sight",
    ),
    Column("raw_lost_share", "number", "share of lost deals with a hit at the end: a description, not a comparison"),
    Column("raw_won_share", "number", "the same among won deals"),
    _must("answered_share", "number", "share of compared deals with an answer other than unknown"),
    sort=("signal",),
)

COMPARABLE = _table(
    "comparable",
    "How many won deals each lost deal may be set against, what they share with it, and how alike they are.",
    _must("deal_id", "id", "the lost deal"),
    Column("age_days", "whole", "its age when it ended; the won deals were still alive in that week of their life"),
    _must("n_won", "whole", "won deals that it may be set against; where that is declined, the most that were found"),
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

PRECEDENCE = _table(
    "precedence",
    "Each dated event: whether deals were lost more often in the weeks after it than deals alike without it.",
    _must("event", "text", "nurture_stopped, leadership_changed or competitor_named"),
    _must("lost_with", "whole", "lost deals that it happened to between their opening and their end"),
    _must("lost_n", "whole", "lost deals that could have seen it"),
    _must("won_with", "whole", "won deals that it happened to, up to the buyer's last word and 7 days"),
    _must("won_n", "whole", "won deals that could have seen it"),
    _must("lost_after", "whole", "lost deals that ended in the weeks after it"),
    _must("weeks_after", "whole", "how many weeks count as after it"),
    *_ratio("lost_share", "share of lost deals that had had it by their last week"),
    *_ratio("won_share", "share that had had it among won deals of the same age as those"),
    _must("cases", "whole", "deals with it beside which a deal alike without it was found"),
    _must("controls", "whole", "different deals beside them"),
    Column("after_with", "number", "share of the cases lost in the weeks after"),
    Column("after_without", "number", "share of the deals beside them lost in the same weeks"),
    *_ratio("lift", "the first of these shares over the second"),
    Column("imbalance", "number", "largest standardised difference left between both, in size and day of opening"),
    *_ratio("hazard", "weekly hazard of being lost with it over without, at equal age, stage, half-year, activity"),
    *_ratio("plain_hazard", "the same without holding recent activity equal"),
    *_ratio("placebo_hazard", "the same as hazard of dates that are other deals' of that age; 1 if nothing is amiss"),
    _must("placebo_draws", "whole", "how many times dates were lent; the placebo is their mean"),
    *(
        Column(f"gap_p{share}", "number", f"{share} % of the lost deals with it ended at most so many days after it")
        for share in (10, 25, 50, 75, 90)
    ),
    Column("e_value", "number", "risk ratio that something unseen would need with both sides to explain the hazard"),
    Column("e_value_low", "number", "the same for the end of its interval that is nearer to 1"),
    Column("p", "number", "two-sided, of the hazard"),
    Column("q", "number", "p adjusted for all that was tried in the run (Benjamini and Hochberg 1995)"),
    _must("asked", "whole", "signals and events that could be tried, over which q is taken"),
    _must(
        "verdict",
        "text",
        "associated, withheld_by_placebo, not_enough or no_difference",
        ("associated", "withheld_by_placebo", "not_enough", "no_difference"),
    ),
    Column("as_of", "time", "the moment up to which it was weighed; that of the run, or of an earlier one"),
    sort=("event",),
)

WIN_RATE = _table(
    "win_rate",
    "Outcomes and win rates by period.",
    _must("cohort", "text", "opening or closing", ("opening", "closing")),
    _must("grp", "text", "all, or FIELD=VALUE"),
    _must("period", "text", "quarter such as 2025-Q3; all"),
    _must("won", "whole", "deals won"),
    _must("lost", "whole", "deals lost"),
    _must("no_decision", "whole", "deals in which the buyer bought nothing"),
    _must("disqualified", "whole", "deals disqualified"),
    _must("open", "whole", "deals still open"),
    _must("unknown", "whole", "deals whose outcome is not known"),
    _must("base", "text", "count or value", ("count", "value")),
    Column("rate", "number", "won / (won + lost + no_decision)"),
    Column("rate_low", "number", "95 % interval"),
    Column("rate_high", "number", "95 % interval"),
    Column("won_value", "number", "in the home currency"),
    Column("lost_value", "number", "in the home currency"),
    sort=("cohort", "grp", "period", "base"),
)

INCIDENCE = _table(
    "incidence",
    "Share of deals won and lost by age, open deals counted for as long as they were seen (Aalen and Johansen 1978).",
    _must("age_days", "whole", "age in days"),
    _must("won", "number", "share won by then"),
    _must("won_low", "number", "95 % interval"),
    _must("won_high", "number", "95 % interval"),
    _must("lost", "number", "share lost or ended without a decision by then"),
    _must("lost_low", "number", "95 % interval"),
    _must("lost_high", "number", "95 % interval"),
    _must("at_risk", "whole", "deals still open at that age"),
    sort=("age_days",),
)

COVERAGE = _table(
    "coverage",
    "What share of deals each signal could answer, and what was missing.",
    _must("signal", "text", "family.name"),
    _must("view", "text", "open or look_back", VIEWS[:2]),
    _must("outcome", "text", "outcome of the deals"),
    _must("deals", "whole", "deals"),
    _must("hit", "whole", "hits"),
    _must("clear", "whole", "clear"),
    _must("unknown", "whole", "unknown"),
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
)

#: by name
RESULT_TABLES: dict[str, Table] = {table.name: table for table in RESULTS}
