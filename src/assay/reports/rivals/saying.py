"""What may be said of winning and losing against a competitor."""

from assay.domain.tongue import say, say_counted
from assay.reports.rivals.reading import Act, Changed, Rate
from assay.reports.wording import write_day, write_number, write_share, write_share_range
from assay.tables.concluded.competitor import NO_THEME


def say_rate(one: Rate) -> str:
    """The counted rate with its interval and n; of few deals the interval alone."""
    if one.is_withheld:
        return say("not enough to tell")
    if one.rate is None:
        return say("no deal was won or lost")
    told = {"interval": write_share_range(one.rate_low, one.rate_high), "deals": say_deals(one.n)}
    if not one.is_told:
        return say("not enough to tell ({interval}, {deals})", **told)
    return say("{share} ({interval}, {deals})", share=write_share(one.rate), **told)


def say_pooled(one: Rate) -> str:
    """The rate drawn towards what others tell; a dash where there is none."""
    if one.pooled is None:
        return "\u2013"
    return f"{write_share(one.pooled)} ({write_share_range(one.pooled_low, one.pooled_high)})"


def say_more(one: Rate) -> str:
    """How many more deals would be enough; empty where there are enough."""
    if one.is_withheld or one.more_needed is None or not one.more_needed:
        return ""
    return say("about {n} more deals would tell it to 10 points", n=write_number(one.more_needed))


def say_late(one: Rate) -> str:
    """How many deals were left out since the competitor was named too late; empty where none were."""
    if not one.late_won + one.late_lost:
        return ""
    return say(
        "left out: {lost} lost and {won} won, on which it was named only when the outcome was near or known",
        lost=write_number(one.late_lost),
        won=write_number(one.late_won),
    )


def say_deals(count: int) -> str:
    """n with its noun."""
    return say_counted("{n} deal", "{n} deals", count)


def say_theme(theme: str | None, names: dict[str, str]) -> str:
    """The theme as a person says it."""
    if theme is None:
        return say("All deals with it")
    return say("No theme spoken of") if theme == NO_THEME else names.get(theme, theme)


def say_span(first: str, last: str) -> str:
    """2024-H1 to 2024-H2."""
    return say("{first} to {last}", first=first, last=last)


def name_verdict(one: Changed) -> str:
    """The verdict in two or three words."""
    if one.is_blunted:
        return say("blunted")
    if one.verdict == "fell" and one.event_id is not None:
        return say("fell after a known event")
    words = {"fell": say("fell, no known event"), "held": say("no fall shows")}
    return words.get(one.verdict, say("not enough to tell"))


def say_change(one: Changed, act: Act | None) -> str:
    """What became of a strength: whether it fell, after what, and what would not have shown."""
    if one.verdict == "fell":
        return f"{_say_fall(one)} {_say_after(one, act)}"
    if one.smallest is None or one.before is None:
        return say("Not enough to tell: it takes deals won or lost both before and after.")
    if one.verdict == "held":
        return say(
            "No fall shows. One of {points} points or more would have shown four times in five.",
            points=_write_points(one.smallest),
        )
    return f"{_say_blind(one)} {_say_needed(one)}".rstrip()


def _say_fall(one: Changed) -> str:
    return say(
        "We won {before} of {n_before} deals in {first}, and {after} of {n_after} in {last}: {points} points less "
        "(95\u00a0% interval {low} to {high}). The probability that it fell, beyond what all deals went through, is "
        "{p}; that the fall is none or a trifle, {lfdr}.",
        before=write_number(one.before_won),
        n_before=write_number(one.before_n),
        first=say_span(one.before_from, one.before_to),
        after=write_number(one.after_won),
        n_after=write_number(one.after_n),
        last=say_span(one.after_from, one.after_to),
        points=_write_points(-(one.change or 0.0)),
        low=_write_points(-(one.change_high or 0.0)),
        high=_write_points(-(one.change_low or 0.0)),
        p=write_number(one.p_fall or 0.0, 2),
        lfdr=write_number(one.lfdr or 0.0, 2),
    )


def _say_after(one: Changed, act: Act | None) -> str:
    if act is None or act.event_id != one.event_id:
        return say("No known act of the competitor came before it.")
    if one.is_blunted:
        strength = say("It used to be a strength of ours.")
    else:
        strength = say("That it was a strength of ours before cannot be told.")
    told = say(
        "It came after {what} of {day}. This is an association: what else changed then is not known.",
        what=f"\u201c{act.what}\u201d",
        day=write_day(act.occurred_at),
    )
    return f"{strength} {told}"


def _say_blind(one: Changed) -> str:
    if one.before is not None and one.smallest is not None and one.smallest >= 0.9 * one.before:
        return say("Not enough to tell: even a fall to almost nothing would not show.")
    return say(
        "Not enough to tell: a fall of less than {points} points would not show.",
        points=_write_points(one.smallest or 0.0),
    )


def _say_needed(one: Changed) -> str:
    if not one.more_needed:
        return ""
    return say(
        "With about {n} more deals on both sides a fall of 20 points would show.", n=write_number(one.more_needed)
    )


def say_act(verdict: str) -> str:
    """What an act was found to be followed by."""
    return {
        "fell_after": say("our win rate fell after it"),
        "no_fall_seen": say("no fall shows after it"),
    }.get(verdict, say("not enough to tell"))


def _write_points(share: float) -> str:
    return write_number(share * 100)
