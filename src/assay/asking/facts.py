"""What the record knows of one deal, for those of ours who answer about it: each fact with its row."""

from collections.abc import Collection
from dataclasses import dataclass

from assay.asking.ask import Ask, list_ids, list_texts
from assay.domain.seniority import DIRECTOR, LABELS
from assay.tables.mention import OPEN_MENTION, OWN
from assay.words.taxonomy import Taxonomy

#: roles that decide, and what people are called who are senior enough to
_DECIDES = ("decision_maker", "economic_buyer")
_TALKS = ("meeting", "call", "demo")
_NOT_HELD = ("planned", "cancelled", "missed", "moved")


@dataclass(frozen=True)
class Fact:
    """Something that the record shows. kind: what it is.  words: a name or a sentence.  at: when, epoch seconds.

    table, row_id: where it stands; empty for what is counted.
    """

    kind: str
    words: str
    at: int | None = None
    table: str = ""
    row_id: int | None = None


@dataclass(frozen=True)
class Reason:
    """A driver heard in what was entered about the deal. quote: the words."""

    driver: str
    quote: str
    at: int | None
    table: str
    row_id: int


@dataclass(frozen=True)
class Decider:
    """One at the buyer who decides, by role or by seniority. talks: held.  written: mails either way."""

    person_id: int
    name: str
    title: str
    role: str
    talks: int
    written: int
    last_at: int | None


def read_entered(ask: Ask, deal_id: int) -> list[Fact]:
    """The reason that our side entered in the CRM, in its words; none where nothing was."""
    rows = ask(
        f"""
        SELECT coalesce(nullif(trim(loss_reason_stated), ''), nullif(trim(win_reason_stated), '')), closed_at, id
        FROM deal WHERE id = {deal_id:d} AND NOT is_deleted"""
    )
    return [Fact("entered", words, at, "deal", row) for words, at, row in rows if words]


def read_reasons(ask: Ask, deal_id: int, side: str, taxonomy: Taxonomy) -> list[Reason]:
    """The drivers coded in what one side said about the deal, one each, the surest first; what is in a circle is not.

    side: rep for what we entered in the CRM, buyer for what the buyer said in mails, calls and open statements.
    """
    origins = "AND origin IN ('crm_reason', 'crm_note')" if side == "rep" else ""
    rows = ask(
        f"""
        SELECT driver, quote, occurred_at, "table", row_id FROM mention
        WHERE deal_id = {deal_id:d} AND side = '{side}' AND driver IS NOT NULL {origins}
          AND {OWN} AND {OPEN_MENTION}
        ORDER BY confidence DESC NULLS LAST, occurred_at, row_id, start"""
    )
    found: dict[str, Reason] = {}
    for code, *rest in rows:
        for driver in taxonomy.read_code(code):
            if driver not in ("other", "unknown"):
                found.setdefault(driver, Reason(driver, *rest))
    return list(found.values())


def read_competitors(ask: Ask, deal_id: int) -> list[Fact]:
    """The competitors named on the deal, whoever won it first; kind: won_by, incumbent, present or unknown."""
    rows = ask(
        f"""
        SELECT coalesce(d.part, 'unknown'), coalesce(c.name, c.source_id), d.named_at, d.id
        FROM deal_competitor d JOIN competitor c ON c.id = d.competitor_id
        WHERE d.deal_id = {deal_id:d} AND NOT d.is_deleted AND NOT c.is_deleted
        ORDER BY d.part <> 'won_by', d.named_at NULLS LAST, d.id"""
    )
    return [Fact(part, name, at, "deal_competitor", row) for part, name, at, row in rows]


def read_findings(ask: Ask, deal_id: int, signals: Collection[str] = ()) -> list[Fact]:
    """The findings of the last run on the deal, the earliest first. signals: these; () for all."""
    only = f"AND signal IN ({list_texts(signals)})" if signals else ""
    rows = ask(
        f"""
        SELECT signal, sentence, hit_at FROM finding WHERE deal_id = {deal_id:d} {only}
        ORDER BY hit_at NULLS LAST, signal"""
    )
    return [Fact(*row) for row in rows]


def read_discount(ask: Ask, deal_id: int) -> float | None:
    """The share of the list price that we gave away, 0 to 1; None where the record does not say."""
    rows = ask(f"SELECT discount FROM deal WHERE id = {deal_id:d} AND discount IS NOT NULL")
    return float(rows[0][0]) if rows else None


def read_deciders(ask: Ask, deal_id: int) -> list[Decider]:
    """Those at the buyer who decide, whether met or not; those with a role that decides first, then the more senior."""
    senior = ", ".join(f"'{label}'" for label in LABELS[DIRECTOR:])
    talks, out = (", ".join(f"'{word}'" for word in words) for words in (_TALKS, _NOT_HELD))
    roles = ", ".join(f"'{role}'" for role in _DECIDES)
    rows = ask(
        f"""
        WITH named AS (
          SELECT person_id, role FROM deal_person WHERE deal_id = {deal_id:d} AND NOT is_deleted
          UNION ALL SELECT DISTINCT person_id, NULL FROM deal_presence WHERE deal_id = {deal_id:d}),
        one AS (SELECT person_id, max(role) FILTER (WHERE role IN ({roles})) AS decides,
          max(role) FILTER (WHERE role <> 'unknown') AS role FROM named GROUP BY person_id),
        part AS (SELECT person_id,
          count(DISTINCT activity_id) FILTER (WHERE kind IN ({talks}) AND status NOT IN ({out})) AS talks,
          count(DISTINCT activity_id) FILTER (WHERE kind IN ('email', 'chat', 'letter')) AS written,
          max(occurred_at) FILTER (WHERE status <> 'planned') AS last_at
          FROM deal_presence WHERE deal_id = {deal_id:d} GROUP BY person_id)
        SELECT p.id, coalesce(p.full_name, p.email, p.source_id), coalesce(p.title, ''),
          coalesce(one.decides, one.role, ''), coalesce(part.talks, 0), coalesce(part.written, 0), part.last_at
        FROM one JOIN person p ON p.id = one.person_id LEFT JOIN part ON part.person_id = one.person_id
        WHERE NOT p.is_deleted AND (one.decides IS NOT NULL OR p.seniority IN ({senior}))
        ORDER BY one.decides IS NULL, list_position({list(LABELS)}, p.seniority) DESC, 2, p.id"""
    )
    return [Decider(*row) for row in rows]


@dataclass(frozen=True)
class Contact:
    """Whoever spoke for us at the buyer, or else our main contact. attachments: mails to that person with something."""

    person_id: int
    name: str
    is_champion: bool
    talks: int
    attachments: int


def read_contact(ask: Ask, deal_id: int) -> Contact | None:
    """The person at the buyer on whom we relied: the champion, else the primary contact, else who was met most."""
    talks, out = (", ".join(f"'{word}'" for word in words) for words in (_TALKS, _NOT_HELD))
    rows = ask(
        f"""
        WITH part AS (SELECT p.person_id,
          count(DISTINCT p.activity_id) FILTER (WHERE p.kind IN ({talks}) AND p.status NOT IN ({out})) AS talks,
          count(DISTINCT p.activity_id) FILTER (WHERE p.direction = 'outbound' AND e.has_attachment) AS given
          FROM deal_presence p JOIN deal_event e USING (deal_id, activity_id)
          WHERE p.deal_id = {deal_id:d} GROUP BY p.person_id),
        role AS (SELECT person_id, bool_or(role = 'champion') AS champion, bool_or(coalesce(is_primary, false)) AS main
          FROM deal_person WHERE deal_id = {deal_id:d} AND NOT is_deleted GROUP BY person_id)
        SELECT n.id, coalesce(n.full_name, n.email, n.source_id), coalesce(role.champion, false),
          coalesce(part.talks, 0), coalesce(part.given, 0)
        FROM person n LEFT JOIN part ON part.person_id = n.id LEFT JOIN role ON role.person_id = n.id
        WHERE NOT n.is_deleted AND (part.person_id IS NOT NULL OR role.person_id IS NOT NULL)
        ORDER BY coalesce(role.champion, false) DESC, coalesce(role.main, false) DESC, 4 DESC, n.id LIMIT 1"""
    )
    return Contact(*rows[0]) if rows else None


def name_people(ask: Ask, people: Collection[int]) -> dict[int, str]:
    """The names of these people at buyers that the record has."""
    if not people:
        return {}
    rows = ask(f"SELECT id, coalesce(full_name, email, source_id) FROM person WHERE id IN ({list_ids(people)})")
    return dict(rows)
