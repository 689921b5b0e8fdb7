"""Rules as the page lists them: each in words, with its figures as far as they may be shown."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from assay.domain.interval import Interval
from assay.patterns.criteria.rule import Fact, read_rule
from assay.reports.criteria.learnt import LearntRule
from assay.web.patterns.criteria.trying import Tried
from assay.web.patterns.criteria.words import name_verdicts, say_rule


@dataclass(frozen=True)
class Figures:
    """How a rule did on later deals, in words. met, n, unknown: None where counts are not for this reader."""

    rate: str
    rest: str
    lift: str
    met: int | None
    n: int | None
    unknown: int | None
    q: str
    tried: int
    verdict: str
    verdict_code: str
    more_needed: int | None
    is_withheld: bool


@dataclass(frozen=True)
class RuleLine:
    """One rule of a list. name: as its address has it."""

    name: str
    says: str
    direction: str
    is_learnt: bool
    is_early: bool
    figures: Figures


def describe_tried(tried: Tried, *, sums: bool) -> Figures:
    """sums: counts are shown, to whom may see every deal; others see shares, and none of few deals."""
    withheld = tried.is_few and not sums
    trial = tried.trial
    return Figures(
        rate="" if withheld else write_interval(trial.rate_met),
        rest="" if withheld else write_interval(trial.rate_rest),
        lift="" if withheld else write_ratio(trial.lift),
        met=trial.met if sums else None,
        n=trial.n if sums or not withheld else None,
        unknown=trial.unknown if sums else None,
        q="" if withheld or tried.q is None else number_format(tried.q, decimal_pos=3),
        tried=tried.tried,
        verdict="" if withheld else name_verdicts()[tried.verdict],
        verdict_code="not_enough" if withheld else tried.verdict,
        more_needed=None if withheld else tried.more_needed,
        is_withheld=withheld,
    )


def describe_learnt(learnt: LearntRule, facts: dict[str, Fact], *, sums: bool) -> RuleLine:
    """A learnt rule as it stands in the results."""
    rule = read_rule(learnt.conditions, learnt.direction)
    n, met = learnt.tested_n, learnt.tested_met
    withheld = min(met, n - met) < 8 and not sums

    def interval(mid: float | None, low: float | None, high: float | None) -> Interval | None:
        return None if mid is None or low is None or high is None else Interval(low, mid, high, n)

    figures = Figures(
        rate=write_interval(interval(learnt.rate_met, learnt.rate_met_low, learnt.rate_met_high)),
        rest=write_interval(interval(learnt.rate_rest, learnt.rate_rest_low, learnt.rate_rest_high)),
        lift=write_ratio(interval(learnt.lift, learnt.lift_low, learnt.lift_high)),
        met=met if sums else None,
        n=n if sums else None,
        unknown=learnt.tested_unknown if sums else None,
        q="" if learnt.q is None else number_format(learnt.q, decimal_pos=3),
        tried=learnt.tried,
        verdict=name_verdicts()[learnt.verdict],
        verdict_code=learnt.verdict,
        more_needed=learnt.more_needed,
        is_withheld=False,
    )
    if withheld:
        figures = Figures("", "", "", None, None, None, "", learnt.tried, "", "not_enough", None, True)
    return RuleLine(learnt.key, say_rule(rule, facts), learnt.direction, True, learnt.age_days > 0, figures)


def write_interval(share: Interval | None) -> str:
    """31 % (24 to 39 %)."""
    if share is None:
        return _("not enough to tell")
    mid, low, high = (round(100 * value) for value in (share.mid, share.low, share.high))
    return _("%(mid)s %% (%(low)s to %(high)s %%)") % {"mid": mid, "low": low, "high": high}


def write_ratio(ratio: Interval | None) -> str:
    """0.52 times (0.35 to 0.77)."""
    if ratio is None:
        return _("not enough to tell")
    mid, low, high = (number_format(value, decimal_pos=2) for value in (ratio.mid, ratio.low, ratio.high))
    return _("%(mid)s times (%(low)s to %(high)s)") % {"mid": mid, "low": low, "high": high}
