"""The figures of the ledger in words: each with interval and how many deals it rests on, or why it cannot be told."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.domain.interval import Interval
from assay.rescue.ledger.drawn import WORTH_KNOWING
from assay.stats.by_lot import LotEffect
from assay.stats.enough import round_up
from assay.stats.matched_sets import MatchedSets
from assay.web.plays.ledger.gathering import Beside


@dataclass(frozen=True)
class Sides:
    """Two means beside each other, in per cent or money as they are. n: deals of either side."""

    one: str
    other: str
    one_n: int
    other_n: int
    difference: str
    is_clear: bool


def say_points(told: Interval) -> str:
    """A difference of shares in points, with its interval."""
    mid, low, high = (_sign(100 * value, 0) for value in (told.mid, told.low, told.high))
    return _("%(mid)s points (95 %%: %(low)s to %(high)s)") % {"mid": mid, "low": low, "high": high}


def say_money(told: Interval, currency: str) -> str:
    """A difference of values for each deal, with its interval."""
    mid, low, high = (_sign(value, 0) for value in (told.mid, told.low, told.high))
    return _("%(mid)s %(currency)s (95 %%: %(low)s to %(high)s)") % {
        "mid": mid, "currency": currency, "low": low, "high": high,
    }  # fmt: skip


def lay_lot(told: LotEffect, currency: str | None = None) -> Sides | None:
    """Proposed beside held out; None where it cannot be told."""
    if told.difference is None or told.proposed is None or told.held_out is None:
        return None
    said = say_points(told.difference) if currency is None else say_money(told.difference, currency)
    one, other = _mean(told.proposed, currency), _mean(told.held_out, currency)
    return Sides(one, other, told.proposed_units, told.held_out_units, said, told.difference.excludes(0))


def lay_matched(told: MatchedSets, currency: str | None = None) -> Sides | None:
    """Called beside comparable; None where it cannot be told."""
    if told.difference is None or told.case is None or told.control is None:
        return None
    said = say_points(told.difference) if currency is None else say_money(told.difference, currency)
    return Sides(
        _mean(told.case, currency),
        _mean(told.control, currency),
        told.cases,
        told.controls,
        said,
        told.difference.excludes(0),
    )


def say_verdict(beside: Beside) -> str:
    """What the lot says of wins, in one sentence."""
    told = beside.judged.wins
    if told.difference is None:
        return say_waiting(beside)
    if not told.difference.excludes(0):
        return _("Not enough to tell whether proposing deals has changed how many are won.")
    if told.difference.mid > 0:
        return _("Deals that were proposed have been won more often than those held back by lot.")
    return _("Deals that were proposed have been won less often than those held back by lot.")


def say_waiting(beside: Beside) -> str:
    """Why there is no figure yet, and from when on there may be one."""
    judged = beside.judged
    if not judged.suggestions and beside.unread:
        return _(
            "What was proposed so far is newer than the results, which are of %(day)s. It counts from the next import"
            " and run on."
        ) % {"day": _write(beside.today)}
    if not judged.suggestions:
        return _(
            "Nothing has been proposed in lists from which a part is held back. It begins with the next loss whose"
            " like deals somebody looks up."
        )
    if judged.watched < judged.days:
        first = beside.today + timedelta(days=judged.days - judged.watched)
        return _(
            "Not enough to tell: the first deals were proposed %(watched)s days ago, and what became of them is counted"
            " after %(days)s days. Look again from %(day)s on."
        ) % {"watched": judged.watched, "days": judged.days, "day": _write(first)}
    return _("Not enough to tell: too few deals have been held back so far.")


def say_more(beside: Beside) -> str:
    """How many suggestions more would tell, and how long that takes at the team's own rate."""
    judged = beside.judged
    if judged.more is None:
        return _("How many more are needed cannot be said before calls have been made for some that were proposed.")
    if not judged.more:
        return _(
            "There are enough by now to tell an effect of %(points)s more wins in a hundred plays, if there is one."
        ) % {"points": round(100 * WORTH_KNOWING)}
    said = ngettext(
        "About %(n)s more suggestion is needed to tell %(points)s more wins in a hundred plays from none.",
        "About %(n)s more suggestions are needed to tell %(points)s more wins in a hundred plays from none.",
        judged.more,
    ) % {"n": round_up(judged.more), "points": round(100 * WORTH_KNOWING)}
    if not judged.a_month or judged.more_months is None:
        return said
    months = ceil(judged.more_months)
    if months > 120:
        return said + " " + _("At %(rate)s a month, as so far, that is out of sight.") % {"rate": _rate(judged.a_month)}
    return (
        said
        + " "
        + ngettext(
            "At %(rate)s a month, as so far, that takes about %(months)s month.",
            "At %(rate)s a month, as so far, that takes about %(months)s months.",
            months,
        )
        % {"rate": _rate(judged.a_month), "months": months}
    )


def say_cost(beside: Beside) -> str:
    """What holding back has cost, at the estimate."""
    judged = beside.judged
    held = ngettext(
        "%(held)s of %(all)s suggestion has been held back so far.",
        "%(held)s of %(all)s suggestions have been held back so far.",
        judged.suggestions,
    ) % {"held": judged.held_out, "all": judged.suggestions}
    if judged.cost is None:
        return held + " " + _("What that has cost in wins cannot be told yet.")
    low, mid, high = judged.cost
    if mid <= 0:
        return (
            held
            + " "
            + _("At the difference found so far that has cost no win (95 %%: at most %(high)s).")
            % {"high": _number(max(0.0, high))}
        )
    return (
        held
        + " "
        + _("At the difference found so far that has cost about %(mid)s wins (95 %%: %(low)s to %(high)s).")
        % {"mid": _number(mid), "low": _number(max(0.0, low)), "high": _number(high)}
    )


def _mean(value: float, currency: str | None) -> str:
    if currency is None:
        return f"{max(0.0, 100 * value):.0f} %"
    return f"{_number(max(0.0, value), 0)} {currency}".strip()


def _sign(value: float, decimals: int) -> str:
    said = _number(abs(value), decimals)
    if not float(f"{value:.{decimals}f}"):
        return said
    return ("+" if value > 0 else "\N{MINUS SIGN}") + said


def _number(value: float, decimals: int = 1) -> str:
    return number_format(f"{value:.{decimals}f}", decimals, use_l10n=True, force_grouping=True)


def _rate(a_month: float) -> str:
    return _number(a_month, 0 if a_month >= 10 else 1)


def _write(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
