"""A rule: one or two conditions on what is known of a deal, and what it speaks for."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assay.domain.errors import InputError

Direction = Literal["pursue", "decline"]
Kind = Literal["word", "number", "yes_no", "signal"]

DIRECTIONS = ("pursue", "decline")

#: what a condition may say of a fact, by the kind of the fact
COMPARISONS: dict[str, tuple[str, ...]] = {
    "word": ("equals", "differs"),
    "number": ("at_least", "below"),
    "yes_no": ("equals",),
    "signal": ("equals",),
}

#: age in days by which early facts are known
EARLY = 30

#: conditions of one rule: more cannot be read, nor told on the deals that there are
MOST_CONDITIONS = 2

#: rules shown at once
MOST_RULES = 8

#: letters of a word that a condition compares with
_LONGEST = 200

_WORDS = {"at_least": "at least", "below": "below"}


@dataclass(frozen=True)
class Fact:
    """Something that rules may speak of, as in the table criterion_field."""

    name: str
    label: str
    kind: str
    age_days: int
    of_account: bool
    basis: str
    better: str | None = None
    shut_out: str | None = None
    known_share: float = 1.0


@dataclass(frozen=True, order=True)
class Condition:
    """compares: one of COMPARISONS.  value: a word, yes or no, or a number, as text in which a number is plain."""

    fact: str
    compares: str
    value: str

    @property
    def number(self) -> float:
        """The value of a condition on a number."""
        return float(self.value)


@dataclass(frozen=True)
class Rule:
    """All conditions must hold. direction: what it speaks for."""

    conditions: tuple[Condition, ...]
    direction: Direction

    @property
    def key(self) -> str:
        """The same for the same conditions in any order."""
        text = json.dumps([self.direction, *sorted((c.fact, c.compares, c.value) for c in self.conditions)])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def find_age(self, facts: Mapping[str, Fact]) -> int:
        """The age of a deal by which all its facts are known."""
        return max(facts[condition.fact].age_days for condition in self.conditions)

    def find_basis(self, facts: Mapping[str, Fact]) -> str:
        """then, or now where a field without history plays a part."""
        return "now" if any(facts[condition.fact].basis == "now" for condition in self.conditions) else "then"

    def is_of_account(self, facts: Mapping[str, Fact]) -> bool:
        """Whether an account without a deal can meet it."""
        return all(facts[condition.fact].of_account for condition in self.conditions)


def write_conditions(rule: Rule) -> str:
    """The conditions as JSON."""
    return json.dumps([{"fact": c.fact, "is": c.compares, "value": c.value} for c in rule.conditions])


def read_rule(conditions: str, direction: str) -> Rule:
    """What write_conditions wrote. Raises InputError for anything else."""
    try:
        told: list[dict[str, Any]] = json.loads(conditions)
        found = tuple(Condition(str(c["fact"]), str(c["is"]), str(c["value"])) for c in told)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("The conditions of a rule cannot be read.", fix="Write the rule anew.") from error
    return Rule(found, "pursue" if direction == "pursue" else "decline")


def check_rule(rule: Rule, facts: Mapping[str, Fact]) -> None:
    """Raises InputError for a rule that cannot be asked: too many conditions, unknown facts, no number."""
    if not 1 <= len(rule.conditions) <= MOST_CONDITIONS:
        raise InputError("A rule has one or two conditions.", fix="Leave out or add a condition.")
    if len({condition.fact for condition in rule.conditions}) < len(rule.conditions):
        raise InputError("Both conditions speak of the same fact.", fix="Choose another fact for one of them.")
    for condition in rule.conditions:
        fact = facts.get(condition.fact)
        if fact is None or fact.shut_out == "tells_outcome":
            raise InputError(f"No rule may speak of {condition.fact!r}.", fix="Choose a fact from the list.")
        if condition.compares not in COMPARISONS[fact.kind]:
            raise InputError(f"{fact.label} cannot be compared so.", fix="Choose one of the comparisons offered.")
        _check_value(condition, fact)


def _check_value(condition: Condition, fact: Fact) -> None:
    if fact.kind == "number":
        try:
            number = float(condition.value)
        except ValueError as error:
            raise InputError(f"{condition.value!r} is no number.", fix="Write a number such as 25000.") from error
        if not -1e15 < number < 1e15:
            raise InputError("The number is out of range.", fix="Write a number such as 25000.")
    elif fact.kind != "word" and condition.value not in ("yes", "no"):
        raise InputError(f"{fact.label} is yes or no.", fix="Choose yes or no.")
    elif not condition.value.strip() or len(condition.value) > _LONGEST:
        raise InputError("A condition compares with a word.", fix="Choose or write one.")


def say_rule(rule: Rule, facts: Mapping[str, Fact]) -> str:
    """The rule in plain English, as in the table of results."""
    return " and ".join(_say_condition(condition, facts[condition.fact]) for condition in rule.conditions)


def _say_condition(condition: Condition, fact: Fact) -> str:
    if fact.kind == "number":
        return f"{fact.label} {_WORDS[condition.compares]} {float(condition.value):,g}"
    if fact.kind == "word":
        return f"{fact.label} is {'' if condition.compares == 'equals' else 'not '}{condition.value}"
    negated = condition.value == "no"
    return f"{'not: ' if negated else ''}{fact.label}"
