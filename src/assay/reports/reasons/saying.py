"""The reasons of a deal in sentences: probabilities with intervals, associations at most, or that it cannot be told."""

from collections.abc import Callable, Sequence

from assay.domain.tongue import mark, say, say_counted
from assay.reports.reasons.rows import LIKELY, POSSIBLE, DealReasons, Effect, HeldUp, ReasonRow
from assay.reports.wording import write_count, write_list, write_number, write_share, write_share_range
from assay.stats.wilson import bound_share

#: driver -> its name
Name = Callable[[str], str]

#: with fewer other deals a share of them tells nothing
FEWEST_HELD = 5

#: kinds of deal by what is asked of their reasons
OPEN, WON, ENDED = "open", "won", "ended"

HEADINGS = {
    OPEN: mark("What is at work now"),
    WON: mark("What was at work, though the deal was won"),
    ENDED: mark("The reasons, as far as they can be told"),
}

#: what is said of a driver below LIKELY
MAY = {
    OPEN: mark("may be at work"),
    WON: mark("may have been at work"),
    ENDED: mark("may have had a part"),
}

CAUTIONS = {
    OPEN: mark(
        "Each figure is the probability that the driver is at work in this deal, with its 95\u00a0% interval. They do "
        "not add up to 100\u00a0%: several can be there at once. How much losing goes with each stands beside it; "
        "nobody can tell that this deal will be lost."
    ),
    WON: mark(
        "Each figure is the probability that the driver was there and goes with losing, with its 95\u00a0% interval. "
        "They do not add up to 100\u00a0%: several can be there at once. What overcame them the buyer can tell."
    ),
    ENDED: mark(
        "Each figure is the probability that the driver had a material part, with its 95\u00a0% interval. They do not "
        "add up to 100\u00a0%: a deal has several reasons at once. Associated with losing; nobody can tell what one "
        "change would have done to this deal."
    ),
}

WEAK = mark("By itself, what a rep names is weak evidence:")

#: whose it was to act on -> as a person says it
WHOSE = {
    "ours": mark("ours to act on"),
    "theirs": mark("the buyer's to act on"),
    "circumstance": mark("nobody's to act on: circumstance"),
}

#: one reason, and several
_STAND_OUT = {
    OPEN: (
        mark("One driver stands out as at work now: {names}."),
        mark("{n} drivers stand out as at work now: {names}."),
    ),
    WON: (
        mark("One driver of losing stands out, and the deal was won all the same: {names}."),
        mark("{n} drivers of losing stand out, and the deal was won all the same: {names}."),
    ),
    ENDED: (mark("One reason stands out: {names}."), mark("{n} reasons stand out: {names}.")),
}
_MORE_THAN = {
    OPEN: mark("{n} drivers stand out as at work now; {likely} more than {possible}."),
    WON: mark("{n} drivers of losing stand out, and the deal was won all the same; {likely} more than {possible}."),
    ENDED: mark("{n} reasons stand out; {likely} more than {possible}."),
}
_UNTOLD = {
    OPEN: mark("What is at work now cannot be told: no driver stands out."),
    WON: mark("No driver of losing stands out in this deal."),
    ENDED: mark("Which reasons had a part cannot be told: none stands out."),
}
_TOO_LITTLE = {
    OPEN: mark("Too little is on record to tell what is at work now."),
    WON: mark("Too little is on record to tell what was at work."),
    ENDED: mark("Too little is on record to tell any reason of this deal."),
}

_NUMBERS = (mark("Two"), mark("Three"), mark("Four"), mark("Five"), mark("Six"), mark("Seven"), mark("Eight"))


def tell_kind(outcome: str) -> str:
    """What is asked of a deal's reasons, by its outcome."""
    return outcome if outcome in (OPEN, WON) else ENDED


def say_reasons(reasons: DealReasons, kind: str, name: Name) -> str:
    """The whole set in one or two sentences."""
    if is_too_little(reasons):
        return say(_TOO_LITTLE[kind])
    likely, possible = split_rows(reasons)
    if not likely:
        told = say(_UNTOLD[kind])
        return f"{told} {_say_nearest(possible[0], name)}" if possible else told
    return f"{_say_standing_out(likely, possible, kind, name)} {_say_unsure(likely, name)}".rstrip()


def _say_standing_out(likely: Sequence[ReasonRow], possible: Sequence[ReasonRow], kind: str, name: Name) -> str:
    names = _list_named(likely, name)
    if possible:
        return _count(_MORE_THAN[kind], [*likely, *possible], likely=names, possible=_list_named(possible, name))
    one, many = _STAND_OUT[kind]
    return say(one, names=names) if len(likely) == 1 else _count(many, likely, names=names)


def _say_unsure(likely: Sequence[ReasonRow], name: Name) -> str:
    """That none is sure, where the interval of every one reaches down to what is said to be less likely."""
    if max(row.p_low for row in likely) >= POSSIBLE:
        return ""
    lowest = write_share(round(max(row.p_low for row in likely), 2))
    if len(likely) == 1:
        return say(
            "Even that is not sure: the interval of {name} reaches down to {low}.",
            name=name(likely[0].driver),
            low=lowest,
        )
    return say("None of them is sure: every interval reaches down to {low} or below.", low=lowest)


def _count(message: str, rows: Sequence[ReasonRow], **places: str) -> str:
    n = len(rows)
    number = say(_NUMBERS[n - 2]) if n - 2 < len(_NUMBERS) else write_number(n)
    return say(message, n=number, **places)


def _list_named(rows: Sequence[ReasonRow], name: Name) -> str:
    return write_list([f"{name(row.driver)} ({write_share(row.p)})" for row in rows], limit=8)


def _say_nearest(row: ReasonRow, name: Name) -> str:
    return say(
        "The likeliest is {name} ({share}, 95\u00a0% interval {interval}).",
        name=name(row.driver),
        share=write_share(row.p),
        interval=write_share_range(row.p_low, row.p_high),
    )


def is_too_little(reasons: DealReasons) -> bool:
    """Whether the record holds too little of the deal to ask for reasons."""
    return not reasons.rows or (reasons.verdict is not None and reasons.verdict.standing == "too_little")


def is_told(reasons: DealReasons) -> bool:
    """Whether one reason at least stands out."""
    return not is_too_little(reasons) and bool(split_rows(reasons)[0])


def split_rows(reasons: DealReasons) -> tuple[list[ReasonRow], list[ReasonRow]]:
    """Those that are likelier than not, and those that may have had a part; each the likeliest first."""
    rows = sorted(reasons.rows, key=lambda row: (-row.p, row.rank))
    # where the verdict tells none, none is said to stand out
    is_untold = reasons.verdict is not None and reasons.verdict.standing != "told"
    likely = [] if is_untold else [row for row in rows if row.p >= LIKELY]
    return likely, [row for row in rows if row.p >= POSSIBLE and row not in likely]


def say_strength(effect: Effect | None) -> str:
    """What goes with the driver across deals; it says nothing of this one deal."""
    if effect is None or effect.ratio is None or effect.low is None or effect.high is None:
        return say("Across deals it was not weighed whether it goes with losing.")
    rests = write_count(effect.n, "ended deal")
    if effect.verdict != "associated":
        text = (
            say("Across {deals} it cannot be told whether it goes with losing", deals=rests)
            if effect.verdict == "not_enough"
            else say("Across {deals} it does not show that it goes with losing", deals=rests)
        )
        return f"{text} ({_say_ratio(effect)})."
    return say(
        "Across {deals} followed week by week, those with it were lost {ratio}. This is an association.",
        deals=rests,
        ratio=_say_ratio(effect),
    )


def _say_ratio(effect: Effect) -> str:
    ratio, low, high = (write_number(value or 0, 1) for value in (effect.ratio, effect.low, effect.high))
    return say("{ratio} times as often, 95\u00a0% interval {low} to {high}", ratio=ratio, low=low, high=high)


def say_weak(row: ReasonRow, held: HeldUp | None, name: Name, *, is_alone: bool, is_supported: bool) -> str:
    """What a driver weighs that the rep named and the record does not bear out."""
    places = {"name": name(row.driver), "share": write_share(row.p_record)}
    if is_supported:
        told = say("{name} was named by the rep; the record alone gives it {share}.", **places)
    elif is_alone:
        told = say("{name} was named by the rep, and nothing else; nothing in the record supports it.", **places)
    else:
        told = say("{name} was named by the rep; nothing in the record supports it.", **places)
    return f"{told} {say_held(held)}"


def say_held(held: HeldUp | None) -> str:
    """How often a rep's word of this kind held up in other deals."""
    if held is None or held.n < FEWEST_HELD:
        return say_counted(
            "How often such a word holds up cannot be told: reps named it in {n} other ended deal.",
            "How often such a word holds up cannot be told: reps named it in {n} other ended deals.",
            held.n if held else 0,
        )
    told = say(
        "Of {n} other ended deals in which a rep named it, the record makes it likelier than not that it was there in "
        "{k} ({interval}).",
        n=write_number(held.n),
        k=write_number(held.borne_out),
        interval=_bound(held.borne_out, held.n),
    )
    for message, k, n in (
        (mark("Of {n} in which the buyer was heard, the buyer named it in {k} ({interval})."), held.agreed, held.heard),
        (mark("Of {n} that were audited, the audit found it in {k} ({interval})."), held.found, held.audited),
    ):
        if n >= FEWEST_HELD:
            told += " " + say(message, k=write_number(k), n=write_number(n), interval=_bound(k, n))
    return told


def _bound(hits: int, n: int) -> str:
    found = bound_share(hits, n)
    return say("95\u00a0% interval {range}", range=write_share_range(found.low, found.high)) if found else ""
