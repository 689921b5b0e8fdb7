"""Whom at the buyer to ask: those with whom the talk on this deal went both ways, with the figures behind it (F2)."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from assay.asking.ask import Ask
from assay.asking.capping import Asked, Cap, count_requests

#: what a CRM writes of somebody who does not want to be written to
REFUSED = ("no", "denied", "refused", "withdrawn", "opted out", "opted_out", "opt-out", "unsubscribed", "objected")

#: mail that a person wrote, and talk that took place
WRITTEN, TALKED = ("email", "chat", "letter"), ("meeting", "call", "demo")


@dataclass(frozen=True)
class Figures:
    """What of this deal speaks for somebody. inbound, outbound: messages from and to that person, none automated.

    meetings: meetings, demos and calls held with that person.  last_word_at: when that person last spoke, seconds.
    """

    inbound: int = 0
    outbound: int = 0
    meetings: int = 0
    last_word_at: int | None = None

    @property
    def both_ways(self) -> int:
        """Messages that went both ways, and talks, which do by themselves: what candidates are ordered by."""
        return min(self.inbound, self.outbound) + self.meetings

    def as_json(self) -> dict[str, Any]:
        """For keeping beside the choice."""
        return asdict(self)


@dataclass(frozen=True)
class Candidate:
    """One of the buyer's people on a deal.

    role: as the CRM has it, may be empty.  hindered: why this person may not be asked: do_not_contact, consent, cap,
    or empty.  asked: how often over all deals of late.
    """

    person_id: int
    name: str
    title: str
    role: str
    email: str
    phone: str
    figures: Figures
    hindered: str
    asked: Asked


def propose_people(
    ask: Ask, deal_id: int, requests: Mapping[int, Collection[date]], today: date, cap: Cap
) -> list[Candidate]:
    """The buyer's people on the deal, the strongest tie first; those who may not be asked last, with the reason.

    requests: person -> the days on which that person was asked about any deal.
    """
    roles: dict[int, str] = {}
    for person, role in ask(
        f"SELECT person_id, role FROM deal_person WHERE deal_id = {deal_id:d} AND NOT is_deleted"
        " ORDER BY is_primary DESC NULLS LAST, id"
    ):
        if role and role != "unknown":
            roles.setdefault(person, role)
        roles.setdefault(person, "")
    figures = _count(ask, deal_id)
    people = sorted({*roles, *figures})
    found = [
        Candidate(
            person_id=number,
            name=name,
            title=title,
            role=roles.get(number, ""),
            email=email,
            phone=phone,
            figures=figures.get(number, Figures()),
            hindered=find_hindrance(do_not, consent, asked := count_requests(requests.get(number, ()), today, cap)),
            asked=asked,
        )
        for number, name, title, email, phone, do_not, consent in _read_people(ask, people)
    ]
    return sorted(found, key=_rank)


def _rank(one: Candidate) -> tuple[object, ...]:
    told = one.figures
    return (
        bool(one.hindered),
        -told.both_ways,
        -(told.inbound + told.outbound),
        -(told.last_word_at or 0),
        one.name.casefold(),
        one.person_id,
    )


def find_hindrance(do_not_contact: bool | None, consent: str, asked: Asked) -> str:
    """Why a person may not be asked now: do_not_contact, consent or cap; empty where nothing is known against it."""
    if do_not_contact:
        return "do_not_contact"
    if consent.strip().casefold() in REFUSED:
        return "consent"
    return "cap" if asked.free_on is not None else ""


def _count(ask: Ask, deal_id: int) -> dict[int, Figures]:
    written, talked = (", ".join(f"'{kind}'" for kind in kinds) for kinds in (WRITTEN, TALKED))
    rows = ask(
        f"""
        WITH own AS (
          SELECT DISTINCT p.person_id, p.activity_id, p.occurred_at,
            p.kind IN ({talked}) AND p.status <> 'planned' AND p.status NOT IN ('cancelled', 'missed', 'moved') AS talk,
            p.kind IN ({written}) AND p.direction = 'inbound' AND p.part = 'from' AS told,
            p.kind IN ({written}) AND p.direction = 'outbound' AND p.part <> 'from' AS heard
          FROM deal_presence p JOIN deal_event e ON e.deal_id = p.deal_id AND e.activity_id = p.activity_id
          WHERE p.deal_id = {deal_id:d} AND NOT coalesce(e.is_automated, false))
        SELECT person_id, count(DISTINCT activity_id) FILTER (WHERE told),
          count(DISTINCT activity_id) FILTER (WHERE heard),
          count(DISTINCT activity_id) FILTER (WHERE talk), max(occurred_at) FILTER (WHERE talk OR told)
        FROM own GROUP BY person_id"""
    )
    return {person: Figures(*told) for person, *told in rows}


def _read_people(ask: Ask, people: Collection[int]) -> list[tuple[Any, ...]]:
    if not people:
        return []
    ids = ", ".join(f"{number:d}" for number in people)
    return ask(
        "SELECT id, coalesce(full_name, email, source_id), coalesce(title, ''), coalesce(email, ''),"
        " coalesce(phone, ''), do_not_contact, coalesce(consent, '')"
        f" FROM person WHERE id IN ({ids}) AND NOT is_deleted"
    )
