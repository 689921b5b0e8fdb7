"""What may be said of an event before losses: an association with interval, placebo and n; or why it is not said."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from assay.domain.happening import HAPPENINGS
from assay.domain.tongue import mark, say, translate
from assay.reports.before_file import Balance, Before
from assay.reports.wording import write_count, write_day, write_number, write_share, write_share_range


@dataclass(frozen=True)
class BeforeCard:
    """One event across deals."""

    title: Annotated[str, "the event"]
    question: Annotated[str, "the question that was asked"]
    verdict: Annotated[str, "what may be said, with interval and counts"]
    details: Annotated[tuple[str, ...], "what it rests on, a sentence or two each"]


def make_cards(found: Iterable[Before]) -> tuple[BeforeCard, ...]:
    """A card an event, in the order in which they are asked."""
    rows = {one.event: one for one in found}
    return tuple(_make_card(rows[name]) for name in HAPPENINGS if name in rows)


def say_asked(found: Iterable[Before], as_of: int) -> str:
    """How many questions were tried in all, which is what every claim allows for.

    as_of: the moment of the run; where the events were weighed earlier, it says when.
    """
    rows = list(found)
    asked = max((one.asked for one in rows), default=0)
    told = sum(one.q is not None for one in rows)
    weighed = min((one.as_of for one in rows if one.as_of is not None), default=as_of)
    text = say(
        "{events} asked about, {told} of them could be tried. With the signals above {questions} were tried in this "
        "run; q allows for all of them.",
        events=write_count(len(rows), "event"),
        told=write_number(told),
        questions=write_count(asked, "question"),
    )
    if weighed < as_of:
        text += " " + say("Weighed as of {day}; anew when one deal in twenty has changed.", day=write_day(weighed))
    return text


def say_balance(balance: Balance) -> str:
    """How many lost deals can be set against won deals of their own, and how alike both are; empty without any lost."""
    if not balance.lost:
        return ""
    if not balance.with_group or balance.typical is None:
        lost = write_count(balance.lost, "lost deal")
        return say("For none of {deals} are there enough won deals that are like it.", deals=lost)
    text = say(
        "{n} of {deals} can each be set against comparable won deals, half of them against {typical} or more.",
        n=write_number(balance.with_group),
        deals=write_count(balance.lost, "lost deal"),
        typical=write_number(balance.typical),
    )
    parts = [
        say(
            "{measure} {left} (without choosing {before})",
            measure=translate(name),
            left=_write_deviation(left),
            before=_write_deviation(before),
        )
        for name, left, before in (
            (mark("amount"), balance.size, balance.size_before),
            (mark("day of opening"), balance.opened, balance.opened_before),
        )
        if left is not None and before is not None
    ]
    if not parts:
        return text
    return f"{text} " + say("Mean difference left, in standard deviations: {parts}.", parts=", ".join(parts))


def _write_deviation(value: float) -> str:
    return ("\u2212" if value < 0 else "+") + write_number(abs(value), 2)


def _make_card(one: Before) -> BeforeCard:
    words = HAPPENINGS[one.event]
    details = (
        _say_hazard(one),
        _say_matched(one),
        _say_shares(one),
        _say_gap(one),
        _say_unseen(one),
        translate(words.caveat),
    )
    return BeforeCard(
        translate(words.title), translate(words.question), _say_verdict(one), tuple(text for text in details if text)
    )


def _say_verdict(one: Before) -> str:
    counts = say(
        "{n} of {deals} ended in those weeks",
        n=write_number(one.lost_after),
        deals=write_count(one.lost_n, "lost deal"),
    )
    after = say("in the {n} weeks after {what}", n=one.weeks_after, what=translate(HAPPENINGS[one.event].clause))
    if one.hazard is None:
        seen = say(
            "{deals} of {n} watched had it",
            deals=write_count(one.lost_with + one.won_with, "ended deal"),
            n=write_number(one.lost_n + one.won_n),
        )
        return say(
            "Not enough to tell: too few deals were lost {after} ({counts}; {seen}).",
            after=after,
            counts=counts,
            seen=seen,
        )
    ratio = _write_ratio(one.hazard, one.hazard_low, one.hazard_high)
    if one.verdict == "associated":
        return say(
            "{after}, deals were lost {ratio} as often as deals of the same age, stage and recent activity without it "
            "({counts}). This is an association.",
            after=f"{after[0].upper()}{after[1:]}",
            ratio=ratio,
            counts=counts,
        )
    if one.verdict == "withheld_by_placebo":
        return say(
            "Nothing is claimed: {after}, deals were lost {ratio} as often, but dates that were other deals' show "
            "about the same ({placebo}; {counts}).",
            after=after,
            ratio=ratio,
            placebo=_say_placebo(one),
            counts=counts,
        )
    told = {"after": after, "ratio": ratio, "counts": counts}
    if one.verdict == "no_difference":
        return say("That deals are lost more often {after} does not show: {ratio} as often ({counts}).", **told)
    return say("Not enough to tell whether deals are lost more often {after}: {ratio} as often ({counts}).", **told)


def _say_hazard(one: Before) -> str:
    if one.hazard is None:
        return ""
    plain = _write_ratio(one.plain_hazard, one.plain_hazard_low, one.plain_hazard_high)
    said = [say("Held equal: age, stage, size, half-year and the buyer's recent activity.")]
    if plain:
        said.append(say("Without activity: {ratio}.", ratio=plain))
    said.append(say("Placebo: {ratio}.", ratio=_say_placebo(one)))
    if one.q is not None:
        said.append(say("q = {q} over {n} tried.", q=f"{one.q:.2g}", n=write_number(one.asked)))
    return " ".join(said)


def _say_placebo(one: Before) -> str:
    ratio = _write_ratio(one.placebo_hazard, one.placebo_hazard_low, one.placebo_hazard_high)
    return say("with other deals' dates {ratio}", ratio=ratio) if ratio else say("could not be told")


def _say_matched(one: Before) -> str:
    if not one.cases:
        return ""
    lift = _write_ratio(one.lift, one.lift_low, one.lift_high)
    apart = ""
    if one.imbalance is not None:
        left = write_number(one.imbalance, 2)
        apart = "; " + say("largest difference left {n} standard deviations", n=left)
    return say(
        "Beside matched deals: {share} of {cases} were lost in those weeks, {without} of {controls} without it{lift} "
        "(same age, stage and activity, opened within a year{apart}).",
        share=write_share(one.after_with),
        cases=write_number(one.cases),
        without=write_share(one.after_without),
        controls=write_number(one.controls),
        lift=f", {lift}" if lift else "",
        apart=apart,
    )


def _say_shares(one: Before) -> str:
    if one.lost_share is None or one.won_share is None:
        return ""
    return say(
        "{lost} of lost deals ({lost_range}) had had it by their last week, {won} of won deals of the same age "
        "({won_range}).",
        lost=write_share(one.lost_share),
        lost_range=write_share_range(one.lost_share_low, one.lost_share_high),
        won=write_share(one.won_share),
        won_range=write_share_range(one.won_share_low, one.won_share_high),
    )


def _say_gap(one: Before) -> str:
    if one.gap_p50 is None or one.gap_p10 is None or one.gap_p90 is None:
        return ""
    return say(
        "Of {deals} with it, half ended within {median} days of it; 8 in 10 after {low} to {high} days.",
        deals=write_count(one.lost_with, "lost deal"),
        median=write_number(one.gap_p50),
        low=write_number(one.gap_p10),
        high=write_number(one.gap_p90),
    )


def _say_unseen(one: Before) -> str:
    if one.verdict != "associated" or one.e_value is None or one.e_value_low is None:
        return ""
    return say(
        "Something unrecorded would explain this away if it went {n} times with both the event and losing, and would "
        "bring the interval to 1 with {low} (E-value).",
        n=write_number(one.e_value, 1),
        low=write_number(one.e_value_low, 1),
    )


def _write_ratio(mid: float | None, low: float | None, high: float | None) -> str:
    """1.4 times (95 % interval 1.2 to 1.6); empty where there is none."""
    if mid is None or low is None or high is None:
        return ""
    first, last = (write_number(value, 0 if value >= 10 else 1 if value >= 1 else 2) for value in (low, high))
    shown = write_number(mid, 0 if mid >= 10 else 1 if mid >= 1 else 2)
    return say("{n} times (95\u00a0% interval {low} to {high})", n=shown, low=first, high=last)
