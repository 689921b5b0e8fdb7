"""What may be said of an event before losses: an association with interval, placebo and n; or why it is not said."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from assay.domain.happening import HAPPENINGS
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
    when = f" Weighed as of {write_day(weighed)}; anew when one deal in twenty has changed." if weighed < as_of else ""
    return (
        f"{write_count(len(rows), 'event')} asked about, {told:,} of them could be tried. With the signals above "
        f"{write_count(asked, 'question')} were tried in this run; q allows for all of them.{when}"
    )


def say_balance(balance: Balance) -> str:
    """How many lost deals can be set against won deals of their own, and how alike both are; empty without any lost."""
    if not balance.lost:
        return ""
    if not balance.with_group or balance.typical is None:
        return f"For none of {write_count(balance.lost, 'lost deal')} are there enough won deals that are like it."
    text = (
        f"{balance.with_group:,} of {write_count(balance.lost, 'lost deal')} can each be set against comparable won "
        f"deals, half of them against {write_number(balance.typical)} or more."
    )
    parts = [
        f"{name} {_write_deviation(left)} (without choosing {_write_deviation(before)})"
        for name, left, before in (
            ("amount", balance.size, balance.size_before),
            ("day of opening", balance.opened, balance.opened_before),
        )
        if left is not None and before is not None
    ]
    return f"{text} Mean difference left, in standard deviations: {', '.join(parts)}." if parts else text


def _write_deviation(value: float) -> str:
    return f"{value:+.2f}".replace("-", "\u2212")


def _make_card(one: Before) -> BeforeCard:
    words = HAPPENINGS[one.event]
    details = (_say_hazard(one), _say_matched(one), _say_shares(one), _say_gap(one), _say_unseen(one), words.caveat)
    return BeforeCard(words.title, words.question, _say_verdict(one), tuple(text for text in details if text))


def _say_verdict(one: Before) -> str:
    clause = HAPPENINGS[one.event].clause
    counts = f"{one.lost_after:,} of {write_count(one.lost_n, 'lost deal')} ended in those weeks"
    after = f"in the {one.weeks_after} weeks after {clause}"
    if one.hazard is None:
        seen = f"{write_count(one.lost_with + one.won_with, 'ended deal')} of {one.lost_n + one.won_n:,} watched had it"
        return f"Not enough to tell: too few deals were lost {after} ({counts}; {seen})."
    ratio = _write_ratio(one.hazard, one.hazard_low, one.hazard_high)
    if one.verdict == "associated":
        return (
            f"{after[0].upper()}{after[1:]}, deals were lost {ratio} as often as deals of the same age, stage and "
            f"recent activity without it ({counts}). This is an association."
        )
    if one.verdict == "withheld_by_placebo":
        return (
            f"Nothing is claimed: {after}, deals were lost {ratio} as often, but dates that were other deals' show "
            f"about the same ({_say_placebo(one)}; {counts})."
        )
    if one.verdict == "no_difference":
        return f"That deals are lost more often {after} does not show: {ratio} as often ({counts})."
    return f"Not enough to tell whether deals are lost more often {after}: {ratio} as often ({counts})."


def _say_hazard(one: Before) -> str:
    if one.hazard is None:
        return ""
    plain = _write_ratio(one.plain_hazard, one.plain_hazard_low, one.plain_hazard_high)
    text = "Held equal: age, stage, size, half-year and the buyer's recent activity."
    text += f" Without activity: {plain}." if plain else ""
    text += f" Placebo: {_say_placebo(one)}."
    return text + (f" q = {one.q:.2g} over {one.asked:,} tried." if one.q is not None else "")


def _say_placebo(one: Before) -> str:
    ratio = _write_ratio(one.placebo_hazard, one.placebo_hazard_low, one.placebo_hazard_high)
    return f"with other deals' dates {ratio}" if ratio else "could not be told"


def _say_matched(one: Before) -> str:
    if not one.cases:
        return ""
    shares = (
        f"Beside matched deals: {write_share(one.after_with)} of {one.cases:,} were lost in those weeks, "
        f"{write_share(one.after_without)} of {one.controls:,} without it"
    )
    lift = _write_ratio(one.lift, one.lift_low, one.lift_high)
    apart = "" if one.imbalance is None else f"; largest difference left {one.imbalance:.2f} standard deviations"
    return f"{shares}{f', {lift}' if lift else ''} (same age, stage and activity, opened within a year{apart})."


def _say_shares(one: Before) -> str:
    if one.lost_share is None or one.won_share is None:
        return ""
    return (
        f"{write_share(one.lost_share)} of lost deals ({write_share_range(one.lost_share_low, one.lost_share_high)}) "
        f"had had it by their last week, {write_share(one.won_share)} of won deals of the same age "
        f"({write_share_range(one.won_share_low, one.won_share_high)})."
    )


def _say_gap(one: Before) -> str:
    if one.gap_p50 is None or one.gap_p10 is None or one.gap_p90 is None:
        return ""
    return (
        f"Of {write_count(one.lost_with, 'lost deal')} with it, half ended within {write_number(one.gap_p50)} days of "
        f"it; 8 in 10 after {write_number(one.gap_p10)} to {write_number(one.gap_p90)} days."
    )


def _say_unseen(one: Before) -> str:
    if one.verdict != "associated" or one.e_value is None or one.e_value_low is None:
        return ""
    return (
        f"Something unrecorded would explain this away if it went {write_number(one.e_value, 1)} times with both the "
        f"event and losing, and would bring the interval to 1 with {write_number(one.e_value_low, 1)} (E-value)."
    )


def _write_ratio(mid: float | None, low: float | None, high: float | None) -> str:
    """1.4 times (95 % interval 1.2 to 1.6); empty where there is none."""
    if mid is None or low is None or high is None:
        return ""
    first, last = (write_number(value, 0 if value >= 10 else 1 if value >= 1 else 2) for value in (low, high))
    shown = write_number(mid, 0 if mid >= 10 else 1 if mid >= 1 else 2)
    return f"{shown} times (95\u00a0% interval {first} to {last})"
