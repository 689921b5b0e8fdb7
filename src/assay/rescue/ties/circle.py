"""Who works at the buyer of a deal, and who of other companies is tied to it in the record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from assay.asking.ask import Ask, list_ids
from assay.asking.sight import Sight
from assay.asking.whom import REFUSED
from assay.rescue.ties.ways import Ground, Target
from assay.sources.forgotten.sweeping import ERASED

#: kinds of the table tie, the likelier to be listened to first; whoever only took part comes last
TIE_KINDS = ("adviser", "partner", "reference", "former_employee", "colleague", "took_part")

#: later than any row
_EVER = 2**62


@dataclass(frozen=True)
class Somebody:
    """A person of the record. refuses: do_not_contact, consent or empty."""

    person_id: int
    name: str
    title: str
    account_id: int | None
    employer: str
    refuses: str

    @property
    def about(self) -> str:
        """Title and employer."""
        return ", ".join(part for part in (self.title, self.employer) if part)


@dataclass(frozen=True)
class Bond:
    """What ties somebody of another company to the buyer. kind: one of TIE_KINDS.

    is_seen: whether the reader may see the deal that tells it; owner_id: whose deal that is.
    """

    person_id: int
    kind: str
    at: int | None
    until: int | None
    about: str
    grounds: tuple[Ground, ...]
    is_seen: bool = True
    owner_id: int | None = None


def read_target(ask: Ask, deal_id: int, *, is_now: bool = True) -> Target | None:
    """The deal; None where the run knows of none.

    is_now: the whole record counts as known, what was entered since the run included; otherwise what was known on the
    day of the run.
    """
    known_by = f"{_EVER}" if is_now else "r.as_of"
    rows = ask(
        f"""
        SELECT d.id, coalesce(d.name, d.source_id), d.owner_id, d.account_id, coalesce(a.name, ''),
          coalesce(m.segment, ''), coalesce(a.industry, ''), m.outcome, r.as_of, {known_by}
        FROM run r, moment m JOIN deal d ON d.id = m.deal_id
        LEFT JOIN account a ON a.id = d.account_id AND NOT a.is_deleted
        WHERE d.id = {deal_id:d} AND NOT d.is_deleted"""
    )
    return Target(*rows[0]) if rows else None


def read_inside(ask: Ask, target: Target) -> tuple[frozenset[int], frozenset[int]]:
    """The people who work at the buyer, and those of them who are on this deal."""
    account = "NULL" if target.account_id is None else f"{target.account_id:d}"
    rows = ask(
        f"""
        WITH own AS (
          SELECT person_id FROM deal_person
          WHERE deal_id = {target.deal_id:d} AND NOT is_deleted AND known_at <= {target.known_by}
          UNION
          SELECT person_id FROM deal_presence
          WHERE deal_id = {target.deal_id:d} AND known_at <= {target.known_by})
        SELECT n.id, n.id IN (SELECT person_id FROM own) FROM person n
        WHERE NOT n.is_deleted AND n.known_at <= {target.known_by} AND (n.account_id = {account}
          OR (n.id IN (SELECT person_id FROM own) AND coalesce(n.account_id = {account}, true)))"""
    )
    return frozenset(number for number, _ in rows), frozenset(number for number, on_deal in rows if on_deal)


def read_people(ask: Ask, people: Collection[int]) -> dict[int, Somebody]:
    """These people; none of those who asked to be forgotten."""
    if not people:
        return {}
    rows = ask(
        f"""
        SELECT n.id, coalesce(n.full_name, n.email, n.source_id), coalesce(n.title, ''), n.account_id,
          coalesce(a.name, ''), coalesce(n.do_not_contact, false), lower(trim(coalesce(n.consent, '')))
        FROM person n LEFT JOIN account a ON a.id = n.account_id AND NOT a.is_deleted
        WHERE n.id IN ({list_ids(people)}) AND NOT n.is_deleted"""
    )
    return {
        number: Somebody(number, name, title, account, employer, _find_refusal(do_not, consent))
        for number, name, title, account, employer, do_not, consent in rows
        if name != ERASED
    }


def _find_refusal(do_not_contact: bool, consent: str) -> str:
    return "do_not_contact" if do_not_contact else "consent" if consent in REFUSED else ""


def read_bonds(ask: Ask, target: Target, sight: Sight) -> list[Bond]:
    """What the table of ties says of this buyer, and who of other companies took part in its deals."""
    return [*_read_ties(ask, target, sight), *_read_taking_part(ask, target, sight)]


def _read_ties(ask: Ask, target: Target, sight: Sight) -> list[Bond]:
    account = "NULL" if target.account_id is None else f"{target.account_id:d}"
    rows = ask(
        f"""
        SELECT t.person_id, t.kind, t.since, t.until, coalesce(t.basis, ''), t.id, t.deal_id,
          t.deal_id IS NULL OR t.deal_id = {target.deal_id:d} OR {sight.sql("d")}, d.owner_id
        FROM tie t LEFT JOIN deal d ON d.id = t.deal_id
        WHERE NOT t.is_deleted AND t.known_at <= {target.known_by}
          AND (t.account_id = {account} OR t.deal_id = {target.deal_id:d} OR d.account_id = {account})
        ORDER BY t.since DESC NULLS LAST, t.id"""
    )
    return [
        Bond(person, kind, since, until, basis, (Ground("tie", row, deal),), is_seen, owner)
        for person, kind, since, until, basis, row, deal, is_seen, owner in rows
    ]


def _read_taking_part(ask: Ask, target: Target, sight: Sight) -> list[Bond]:
    """People of other companies in the buying group of its deals, in talks there, or on a partner's side."""
    if target.account_id is None:
        return []
    rows = ask(
        f"""
        WITH theirs AS (
          SELECT d.id AS deal_id, d.owner_id, coalesce(d.name, d.source_id) AS name,
            d.id = {target.deal_id:d} OR {sight.sql("d")} AS is_seen
          FROM deal d
          WHERE d.account_id = {target.account_id:d} AND NOT d.is_deleted AND d.known_at <= {target.known_by}),
        part AS (
          SELECT deal_id, person_id, 'deal_person' AS table_name, id AS row_id, valid_from AS happened_at,
            false AS partner
          FROM deal_person WHERE deal_id IN (SELECT deal_id FROM theirs) AND NOT is_deleted
            AND known_at <= {target.known_by}
          UNION ALL
          SELECT deal_id, person_id, 'activity', activity_id, occurred_at, false FROM deal_presence
          WHERE deal_id IN (SELECT deal_id FROM theirs) AND known_at <= {target.known_by} AND part <> 'cc'
          UNION ALL
          SELECT l.deal_id, x.person_id, 'activity', x.activity_id, coalesce(a.occurred_at, a.completed_at), true
          FROM activity_person x JOIN activity_deal l ON l.activity_id = x.activity_id
          JOIN activity a ON a.id = x.activity_id
          WHERE x.side = 'partner' AND x.person_id IS NOT NULL AND l.deal_id IN (SELECT deal_id FROM theirs)
            AND NOT x.is_deleted AND NOT a.is_deleted AND NOT l.is_deleted AND a.known_at <= {target.known_by})
        SELECT p.person_id, bool_or(p.partner), max(p.happened_at), t.is_seen, any_value(t.owner_id), any_value(t.name),
          list({{'name': p.table_name, 'row': p.row_id, 'deal': p.deal_id}}
            ORDER BY p.happened_at DESC NULLS LAST, p.row_id)[:3]
        FROM part p JOIN theirs t USING (deal_id) JOIN person n ON n.id = p.person_id
        WHERE p.partner OR n.account_id <> {target.account_id:d} GROUP BY p.person_id, t.is_seen, t.deal_id
        ORDER BY 3 DESC NULLS LAST, 1"""
    )
    return [_make_part(*row) for row in rows]


def _make_part(
    person: int,
    is_partner: bool,
    at: int | None,
    is_seen: bool,
    owner: int | None,
    deal: str,
    rows: Collection[Mapping[str, Any]],
) -> Bond:
    grounds = tuple(Ground(row["name"], row["row"], row["deal"]) for row in rows)
    return Bond(person, "partner" if is_partner else "took_part", at, None, deal, grounds, is_seen, owner)
