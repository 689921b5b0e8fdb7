"""The rules that stand: those that held in the last run, and those that people keep; asked of deals and accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.domain.errors import InputError
from assay.patterns.criteria.rule import MOST_RULES, Fact, Rule, check_rule, read_rule
from assay.reports.criteria.learnt import LearntRule, read_learnt
from assay.runs.concluding.criteria.asking import Tables, read_facts, select_account_fits, select_open_fits
from assay.web.patterns.criteria.models import SavedRule
from assay.web.patterns.criteria.words import say_rule
from assay.web.results import Reading

#: what each rule says of each open deal, or account: of one version of results and one set of rules
_kept: dict[tuple[str, str, tuple[str, ...]], dict[int, tuple[int, ...]]] = {}
_MOST_KEPT = 4


@dataclass(frozen=True)
class Applied:
    """A rule that stands. learnt: where it was learnt.  saved: where a person keeps it."""

    rule: Rule
    says: str
    learnt: LearntRule | None = None
    saved: SavedRule | None = None

    @property
    def direction(self) -> str:
        """What it speaks for."""
        return self.rule.direction

    @property
    def name(self) -> str:
        """As its address names it."""
        return self.saved.address_name if self.saved else self.rule.key


@dataclass(frozen=True)
class Criteria:
    """All that rules are made of: the facts, what was learnt, and what stands."""

    facts: Mapping[str, Fact]
    learnt: Sequence[LearntRule]
    standing: Sequence[Applied]


def read_criteria(reading: Reading) -> Criteria:
    """The rules as they stand for everybody."""
    facts = read_facts(Tables(reading.connection))
    learnt, saved = read_learnt(reading.connection), list(SavedRule.objects.all())
    replaced = {one.learnt_key for one in saved if one.learnt_key}
    held = [one for one in learnt if one.verdict == "held"][:MOST_RULES]
    standing = [_apply_learnt(one, facts) for one in held if one.key not in replaced]
    standing += [kept for one in saved if one.is_in_force and (kept := _apply_saved(one, facts))]
    return Criteria(facts, learnt, sorted(standing, key=lambda one: one.direction))


def _apply_learnt(learnt: LearntRule, facts: Mapping[str, Fact]) -> Applied:
    rule = read_rule(learnt.conditions, learnt.direction)
    return Applied(rule, say_rule(rule, facts), learnt=learnt)


def _apply_saved(saved: SavedRule, facts: Mapping[str, Fact]) -> Applied | None:
    """None where a fact of it is not in the record now."""
    rule = read_rule(saved.conditions, saved.direction)
    try:
        check_rule(rule, facts)
    except InputError:
        return None
    return Applied(rule, say_rule(rule, facts), saved=saved)


def ask_open(reading: Reading, criteria: Criteria) -> dict[int, tuple[int, ...]]:
    """Open deal -> what each standing rule says of it: 1 yes, 0 no, -1 unknown. Empty where no rule stands."""
    return _ask(reading, criteria, "deal_id")


def ask_accounts(reading: Reading, criteria: Criteria) -> dict[int, tuple[int, ...]]:
    """Account without a deal -> what each standing rule says of it."""
    return _ask(reading, criteria, "account_id")


def _ask(reading: Reading, criteria: Criteria, key: str) -> dict[int, tuple[int, ...]]:
    rules = [one.rule for one in criteria.standing]
    if not rules:
        return {}
    mark = (reading.version, key, tuple(rule.key for rule in rules))
    if mark not in _kept:
        select = select_open_fits if key == "deal_id" else select_account_fits
        rows = reading.connection.execute(select(Tables(reading.connection), rules, criteria.facts)).fetchall()
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[mark] = {int(subject): tuple(int(answer) for answer in answers) for subject, *answers in rows}
    return _kept[mark]
