"""What may be said of win rates that narrow from quarter to quarter."""

from collections.abc import Iterator, Mapping, Sequence

from assay.domain.tongue import say
from assay.reports.rivals.reading import Narrowed
from assay.reports.wording import write_number, write_share, write_share_range


def name_narrowed(one: Narrowed) -> str:
    """The competitor, or all deals."""
    if one.competitor_id is None:
        return say("All deals")
    return one.competitor or say("A competitor no longer on record")


def say_narrowed(narrowed: Sequence[Narrowed]) -> Iterator[str]:
    """One sentence for each rate as of the last quarter: all deals, then the highest first.

    Whether two differ is said by bounds that hold however often one looks.
    """
    last = max((one.until for one in narrowed), default=0)
    names = {one.competitor_id: name_narrowed(one) for one in narrowed}
    now = [one for one in narrowed if one.until == last]
    for one in sorted(now, key=lambda one: (one.competitor_id is not None, -one.rate)):
        first = next(other for other in narrowed if other.competitor_id == one.competitor_id)
        yield " ".join(filter(None, (_say_rate(one), _say_first(one, first), _say_apart(one, names))))


def _say_rate(one: Narrowed) -> str:
    return say(
        "{name}: {share} won ({range}, n = {n}).",
        name=name_narrowed(one),
        share=write_share(one.rate),
        range=write_share_range(one.rate_low, one.rate_high),
        n=write_number(one.n),
    )


def _say_first(one: Narrowed, first: Narrowed) -> str:
    if first.until == one.until:
        return ""
    return say(
        "At the end of {quarter} the interval was {range}, n = {n}.",
        quarter=first.quarter,
        range=write_share_range(first.rate_low, first.rate_high),
        n=write_number(first.n),
    )


def _say_apart(one: Narrowed, names: Mapping[int | None, str]) -> str:
    if one.apart_from_id not in names or one.apart_from_id is None:
        return ""
    other = names[one.apart_from_id]
    if one.is_apart:
        return say("That is more than against {other}, however often one looks.", other=other)
    if one.enough_at is None:
        return say("Not told apart from {other}.", other=other)
    return say(
        "Not enough to tell it apart from {other}: about {enough} deals with either would show a gap of 10 points.",
        other=other,
        enough=write_number(one.enough_at),
    )
