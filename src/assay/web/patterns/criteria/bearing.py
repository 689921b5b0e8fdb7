"""What the standing rules say of single open deals and of accounts without a deal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assay.runs.concluding.criteria.asking import Tables, read_values
from assay.web.patterns.criteria.models import Override
from assay.web.patterns.criteria.standing import Applied, Criteria, ask_accounts, ask_open
from assay.web.patterns.criteria.words import name_fact, say_value
from assay.web.request import Request
from assay.web.results import Reading

#: (deal or account, fact) -> what is known of it
Values = Mapping[tuple[int, str], str | float]


@dataclass(frozen=True)
class Bearing:
    """What one rule says of one deal or account: yes, no or unknown.

    told: its facts that are known, each with what it is; missing: those that are not.  is_young: the deal has not come
    to the age by which they are asked.
    """

    applied: Applied
    meets: str
    told: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    is_young: bool = False


@dataclass(frozen=True)
class Weighed:
    """An account without a deal, and what the rules say of it."""

    name: str
    bearings: Sequence[Bearing]

    @property
    def declines(self) -> int:
        """Rules to decline that it meets."""
        return _count(self.bearings, "decline")

    @property
    def pursues(self) -> int:
        """Rules to pursue that it meets."""
        return _count(self.bearings, "pursue")


def _count(bearings: Sequence[Bearing], direction: str) -> int:
    return sum(one.meets == "yes" and one.applied.direction == direction for one in bearings)


def bear_on_deal(reading: Reading, criteria: Criteria, deal_id: int) -> list[Bearing]:
    """What each standing rule says of an open deal; empty where none stands or the deal is not open."""
    answers = ask_open(reading, criteria).get(deal_id)
    if not answers:
        return []
    return list(_name_answers(criteria, answers, _read_values(reading, criteria, "deal_id", [deal_id]), deal_id))


def count_way(bearings: Sequence[Bearing]) -> tuple[int, int]:
    """How many rules to decline and how many to pursue are met."""
    return _count(bearings, "decline"), _count(bearings, "pursue")


def _read_values(reading: Reading, criteria: Criteria, key: str, subjects: Sequence[int]) -> Values:
    """What is known of these deals or accounts, of each fact that a standing rule speaks of."""
    names = {condition.fact for one in criteria.standing for condition in one.rule.conditions}
    return read_values(Tables(reading.connection), [criteria.facts[name] for name in sorted(names)], key, subjects)


def _name_answers(criteria: Criteria, answers: Sequence[int], values: Values, subject: int) -> Iterator[Bearing]:
    for applied, answer in zip(criteria.standing, answers, strict=True):
        facts = [criteria.facts[condition.fact] for condition in applied.rule.conditions]
        missing = tuple(name_fact(fact) for fact in facts if (subject, fact.name) not in values)
        told = tuple(
            say_value(fact, value) for fact in facts if (value := values.get((subject, fact.name))) is not None
        )
        is_young = answer == -1 and not missing
        yield Bearing(applied, {1: "yes", 0: "no"}.get(answer, "unknown"), told, missing, is_young)


def list_accounts(request: Request, reading: Reading, criteria: Criteria, most: int) -> tuple[list[Weighed], int]:
    """Accounts without a deal that this person may see, those to pursue first; how many there are.

    A person who may not see every deal sees the accounts that their sellers own.
    """
    answers = ask_accounts(reading, criteria)
    rows = reading.connection.execute(
        """SELECT a.id, a.name, a.owner_id FROM account AS a
        JOIN (SELECT DISTINCT account_id FROM criterion_fact WHERE account_id IS NOT NULL) AS f ON f.account_id = a.id
        WHERE NOT a.is_deleted ORDER BY a.name, a.id"""
    ).fetchall()
    mine = [row for row in rows if request.scope.everything or row[2] in request.scope.sellers]

    def rank(row: tuple[int, str, int | None]) -> tuple[int, int]:
        told = list(zip(criteria.standing, answers.get(row[0], ()), strict=False))
        yes = [applied.direction for applied, answer in told if answer == 1]
        return (yes.count("decline") - yes.count("pursue"), -sum(answer >= 0 for _, answer in told))

    shown = sorted(mine, key=rank)[:most]
    values = _read_values(reading, criteria, "account_id", [row[0] for row in shown])
    weighed = [
        Weighed(name, list(_name_answers(criteria, answers.get(number, ()), values, number)))
        for number, name, _owner in shown
        if not criteria.standing or number in answers
    ]
    return weighed, len(mine)


@dataclass(frozen=True)
class Overruled:
    """Decisions of one kind against the rules, and what came of the deals."""

    choice: str
    made: int
    won: int
    lost: int
    open: int


def count_overrides(request: Request, reading: Reading) -> list[Overruled]:
    """What came of the deals that people decided about against the rules, as far as this person may see them."""
    kept = [one for one in Override.objects.filter(withdrawn_at=None) if request.scope.holds(one.deal_id, one.owner_id)]
    ids = ", ".join(str(one.deal_id) for one in kept) or "NULL"
    outcomes = dict(
        reading.connection.execute(f"SELECT deal_id, outcome FROM moment WHERE deal_id IN ({ids})").fetchall()
    )
    found = []
    for choice in ("pursue", "decline"):
        ends = [outcomes.get(one.deal_id, "open") for one in kept if one.choice == choice]
        lost = ends.count("lost") + ends.count("no_decision")
        if ends:
            found.append(Overruled(choice, len(ends), ends.count("won"), lost, ends.count("open")))
    return found
