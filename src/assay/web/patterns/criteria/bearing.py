"""What the standing rules say of single open deals and of accounts without a deal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.runs.concluding.criteria.asking import Tables, find_missing
from assay.web.patterns.criteria.models import Override
from assay.web.patterns.criteria.standing import Applied, Criteria, ask_accounts, ask_open
from assay.web.patterns.criteria.words import name_fact
from assay.web.request import Request
from assay.web.results import Reading


@dataclass(frozen=True)
class Bearing:
    """What one rule says of one deal or account: yes, no or unknown; missing: the facts that are not known."""

    applied: Applied
    meets: str
    missing: tuple[str, ...] = ()


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
    return list(_name_answers(reading, criteria, answers, "deal_id", deal_id)) if answers else []


def count_way(bearings: Sequence[Bearing]) -> tuple[int, int]:
    """How many rules to decline and how many to pursue are met."""
    return _count(bearings, "decline"), _count(bearings, "pursue")


def _name_answers(
    reading: Reading, criteria: Criteria, answers: Sequence[int], key: str, subject: int
) -> Iterator[Bearing]:
    for applied, answer in zip(criteria.standing, answers, strict=True):
        missing: tuple[str, ...] = ()
        if answer == -1:
            found = find_missing(Tables(reading.connection), applied.rule, criteria.facts, key, subject)
            missing = tuple(name_fact(fact) for fact in found)
        yield Bearing(applied, {1: "yes", 0: "no"}.get(answer, "unknown"), missing)


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
    weighed = [
        Weighed(name, list(_name_answers(reading, criteria, answers.get(number, ()), "account_id", number)))
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
