"""What may be said of something that was done against a concern, in a sentence each."""

from assay.domain.tongue import say, say_counted
from assay.reports.wording import write_count, write_number, write_share
from assay.rescue.offers.reading import Offer


def say_offer(one: Offer) -> str:
    """How it goes with winning: both shares with their n, their difference with its interval; or too little to tell."""
    if one.difference is None:
        return say(
            "Not enough to tell: done in {deals} beside {others} alike.",
            deals=write_count(one.done_n, "deal"),
            others=write_number(one.not_n),
        )
    shares = say(
        "{share} won of {deals} in which it was done, {other} of {others} alike in which it was not by then: {points} "
        "({low} to {high}).",
        share=write_share(one.done_share),
        deals=write_count(one.done_n, "deal"),
        other=write_share(one.not_share),
        others=write_number(one.not_n),
        points=write_points(one.difference.mid),
        low=_write_signed(one.difference.low),
        high=_write_signed(one.difference.high),
    )
    return f"{say_verdict(one)} {shares}"


def say_verdict(one: Offer) -> str:
    """The claim, or that there is none."""
    if one.verdict == "more":
        return say("Associated with more wins.")
    if one.verdict == "fewer":
        return say("Associated with fewer wins.")
    if one.verdict == "none":
        return say("No difference worth acting on.")
    if one.more_needed:
        return say("Not enough to tell; about {more} with this concern would be.", more=_write_more(one.more_needed))
    return say("Not enough to tell.")


def write_points(difference: float) -> str:
    """A difference of shares as "+12 points"."""
    return say("{n} points", n=_write_signed(difference))


def _write_signed(difference: float) -> str:
    points = round(difference * 100)
    return f"{'+' if points > 0 else '−' if points < 0 else '±'}{abs(points)}"


def _write_more(more: int) -> str:
    return say_counted("{n} more ended deal", "{n} more ended deals", more)
