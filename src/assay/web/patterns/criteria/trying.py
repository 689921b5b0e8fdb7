"""A rule tried on the later deals while somebody waits, all rules that were ever tried on them allowed for."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from assay.patterns.criteria.judging import Trial, count_missing, reach_verdict
from assay.patterns.criteria.rule import Rule, check_rule
from assay.reports.patterns.floor import FLOOR
from assay.runs.concluding.criteria.asking import Tables, ask_period
from assay.runs.concluding.criteria.hours import read_hours_each
from assay.stats.multiplicity import adjust_for_asking
from assay.web.patterns.criteria.models import TriedRule
from assay.web.patterns.criteria.standing import Criteria
from assay.web.results import Reading

#: name, amount, total, deals behind, share, low, high
MeasureRow = tuple[str, float, float, int, float | None, float | None, float | None]


@dataclass(frozen=True)
class Tried:
    """How a rule did on later deals. measures: of declining by it alone; empty for a rule to pursue."""

    rule: Rule
    trial: Trial
    q: float | None
    tried: int
    verdict: str
    more_needed: int | None
    measures: list[MeasureRow]

    @property
    def is_few(self) -> bool:
        """Whether so few meet it, or do not, that its figures would tell of single deals."""
        return min(self.trial.met, self.trial.n - self.trial.met) < FLOOR

    def keep(self) -> dict[str, Any]:
        """Its figures, for keeping with the rule."""
        lift, rate, rest = self.trial.lift, self.trial.rate_met, self.trial.rate_rest
        return {
            "n": self.trial.n,
            "met": self.trial.met,
            "unknown": self.trial.unknown,
            "rate": rate and [rate.mid, rate.low, rate.high],
            "rest": rest and [rest.mid, rest.low, rest.high],
            "lift": lift and [lift.mid, lift.low, lift.high],
            "p": self.trial.p,
            "q": self.q,
            "tried": self.tried,
            "verdict": self.verdict,
        }


def try_on_later_deals(reading: Reading, criteria: Criteria, rule: Rule) -> Tried:
    """Raises InputError for a rule that cannot be asked. That it was tried is kept with the run."""
    check_rule(rule, criteria.facts)
    asked = ask_period(Tables(reading.connection), [rule], criteria.facts)
    trial = asked.try_out(0)
    TriedRule.objects.get_or_create(run_id=reading.run.run_id, key=rule.key, defaults={"p": trial.p})
    learnt = {one.key: one.p for one in criteria.learnt}
    others = dict(TriedRule.objects.filter(run_id=reading.run.run_id).values_list("key", "p"))
    p = {**learnt, **others, rule.key: trial.p}
    q = dict(zip(p, adjust_for_asking(list(p.values())), strict=True))[rule.key]
    verdict = reach_verdict(trial, rule.direction, q, rule.find_basis(criteria.facts))
    each, age = read_hours_each(settings.HOME), rule.find_age(criteria.facts)
    found = asked.measure({0: age}, each) if rule.direction == "decline" else []
    return Tried(
        rule=rule,
        trial=trial,
        q=q,
        tried=sum(value is not None for value in p.values()),
        verdict=verdict,
        more_needed=count_missing(trial, verdict),
        measures=[_write_measure(one) for one in found],
    )


def test_standing(reading: Reading, criteria: Criteria) -> list[Tried]:
    """How each standing rule did on the later deals of this run, all that were tried on them allowed for."""
    rules = [one.rule for one in criteria.standing]
    if not rules:
        return []
    asked = ask_period(Tables(reading.connection), rules, criteria.facts)
    trials = [asked.try_out(number) for number in range(len(rules))]
    p = {one.key: one.p for one in criteria.learnt}
    p |= dict(TriedRule.objects.filter(run_id=reading.run.run_id).values_list("key", "p"))
    p |= {rule.key: trial.p for rule, trial in zip(rules, trials, strict=True)}
    q = dict(zip(p, adjust_for_asking(list(p.values())), strict=True))
    found = []
    for rule, trial in zip(rules, trials, strict=True):
        verdict = reach_verdict(trial, rule.direction, q[rule.key], rule.find_basis(criteria.facts))
        tried = sum(value is not None for value in p.values())
        found.append(Tried(rule, trial, q[rule.key], tried, verdict, count_missing(trial, verdict), []))
    return found


def measure_all(reading: Reading, criteria: Criteria) -> list[MeasureRow]:
    """What would have come of following all standing rules to decline together."""
    rules = [one.rule for one in criteria.standing if one.direction == "decline"]
    if not rules:
        return []
    asked = ask_period(Tables(reading.connection), rules, criteria.facts)
    ages = {number: rule.find_age(criteria.facts) for number, rule in enumerate(rules)}
    return [_write_measure(one) for one in asked.measure(ages, read_hours_each(settings.HOME))]


def _write_measure(measure: Any) -> MeasureRow:
    found = measure.share
    spread = (found.mid, found.low, found.high) if found else (None, None, None)
    return (measure.name, measure.amount, measure.total, measure.n, *spread)
