"""What an auditor reads: what was exchanged with the buyer and what changed, in order, and no reason that ours stated.

Left out are the stated reasons, statements, notes and tasks, and whatever ours wrote of talks after the deal had ended:
these tell why somebody of ours thinks it was lost.
"""

from dataclasses import dataclass, replace

from assay.asking.ask import Ask, list_ids, list_texts

#: changes that tell how the deal went; reasons and owners do not
_FIELDS = ("stage", "amount", "close_date", "discount")
_TALKS = ("call", "meeting", "demo")


@dataclass(frozen=True)
class AuditRow:
    """One row of the record. number: by which an auditor names it.  what: subject, or the field that changed.

    is_own_note: the text is what ours noted of a talk.  at: epoch seconds.
    """

    table: str
    id: int
    at: int
    kind: str
    direction: str = ""
    status: str = ""
    who: str = ""
    what: str = ""
    text: str = ""
    is_own_note: bool = False
    number: int = 0


@dataclass(frozen=True)
class AuditDeal:
    """The facts of a deal that say nothing of why. Times in epoch seconds."""

    id: int
    name: str
    segment: str
    product: str
    amount: float | None
    currency: str
    opened_at: int | None
    closed_at: int | None
    account_id: int | None


def read_deal(ask: Ask, deal_id: int) -> AuditDeal | None:
    """The deal; None where the results have it no more."""
    rows = ask(
        "SELECT d.id, coalesce(d.name, d.source_id), coalesce(d.segment, ''), coalesce(d.product, ''), d.amount,"
        " coalesce(d.currency, ''), m.opened_at, m.closed_at, d.account_id FROM deal d JOIN moment m"
        f" ON m.deal_id = d.id WHERE d.id = {deal_id:d} AND NOT d.is_deleted"
    )
    return AuditDeal(*rows[0]) if rows else None


def read_people(ask: Ask, deal_id: int) -> list[tuple[str, str, str]]:
    """Name, title and role of the buyer's people on the deal."""
    return [
        (name, title, role)
        for name, title, role in ask(
            "SELECT coalesce(p.full_name, p.email, p.source_id), coalesce(p.title, ''), coalesce(min(r.role), '')"
            f" FROM deal_person r JOIN person p ON p.id = r.person_id WHERE r.deal_id = {deal_id:d}"
            " AND NOT r.is_deleted AND NOT p.is_deleted GROUP BY ALL ORDER BY 1"
        )
    ]


def read_rows(ask: Ask, deal: AuditDeal) -> list[AuditRow]:
    """All that the auditor may read of the deal, the oldest first, numbered from 1."""
    ended = deal.closed_at if deal.closed_at is not None else 2**62
    found = [*_read_activities(ask, deal.id, ended), *_read_changes(ask, deal.id, ended)]
    if deal.account_id is not None:
        found += _read_people_changes(ask, deal, ended)
    found.sort(key=lambda row: (row.at, row.table, row.id))
    return [replace(row, number=number) for number, row in enumerate(found, 1)]


def _read_activities(ask: Ask, deal_id: int, ended: int) -> list[AuditRow]:
    rows = ask(
        f"""
        SELECT e.activity_id, e.occurred_at, e.kind, e.direction, e.status, coalesce(a.subject, ''),
          coalesce(a.body, ''), a.known_at
        FROM deal_event e JOIN activity a ON a.id = e.activity_id
        WHERE e.deal_id = {deal_id:d} AND e.kind NOT IN ('note', 'task') AND e.direction <> 'internal'
          AND (e.occurred_at < {ended:d} OR e.direction = 'inbound')
        ORDER BY e.occurred_at, e.activity_id"""
    )
    ids = [row[0] for row in rows]
    who, said = _name_buyers(ask, ids), _read_speech(ask, ids)
    found = []
    for number, at, kind, direction, status, subject, body, known_at in rows:
        is_note = kind in _TALKS
        told = "" if is_note and known_at >= ended else body
        text = "\n\n".join(part for part in (told, said.get(number, "")) if part)
        found.append(
            AuditRow("activity", number, at, kind, direction, status, who.get(number, ""), subject, text,
                     is_own_note=is_note and bool(told))
        )  # fmt: skip
    return found


def _name_buyers(ask: Ask, activities: list[int]) -> dict[int, str]:
    return dict(
        ask(
            "SELECT c.activity_id, string_agg(DISTINCT coalesce(p.full_name, p.email), ', ') FROM activity_person c"
            f" JOIN person p ON p.id = c.person_id WHERE c.activity_id IN ({list_ids(activities)}) GROUP BY 1"
        )
    )


def _read_speech(ask: Ask, activities: list[int]) -> dict[int, str]:
    return dict(
        ask(
            "SELECT activity_id, string_agg(coalesce(speaker, side) || ': ' || text, chr(10) ORDER BY position)"
            f" FROM utterance WHERE activity_id IN ({list_ids(activities)}) AND NOT is_deleted GROUP BY 1"
        )
    )


def _read_changes(ask: Ask, deal_id: int, ended: int) -> list[AuditRow]:
    rows = ask(
        "SELECT id, changed_at, field, coalesce(old_value, ''), coalesce(new_value, '') FROM stage_history"
        f" WHERE deal_id = {deal_id:d} AND field IN ({list_texts(_FIELDS)}) AND changed_at < {ended:d}"
        " AND NOT is_deleted"
    )
    return [
        AuditRow("stage_history", number, at, "change", what=field, text=f"{old or '–'} → {new or '–'}")
        for number, at, field, old, new in rows
    ]


def _read_people_changes(ask: Ask, deal: AuditDeal, ended: int) -> list[AuditRow]:
    rows = ask(
        "SELECT id, occurred_at, change, coalesce(name, ''), coalesce(title, '') FROM person_change"
        f" WHERE account_id = {deal.account_id:d} AND change <> 'recorded' AND NOT is_deleted"
        f" AND occurred_at >= {deal.opened_at or 0:d} AND occurred_at < {ended:d}"
    )
    return [
        AuditRow("person_change", number, at, "person_change", who=name, what=change, text=title)
        for number, at, change, name, title in rows
    ]


def find_numbers(typed: str, rows: list[AuditRow]) -> tuple[list[tuple[str, int]], list[str]]:
    """The rows that "3, 17" names, and the words of it that name none."""
    by_number = {str(row.number): (row.table, row.id) for row in rows}
    words = typed.replace(",", " ").replace(";", " ").replace("#", " ").split()
    return [by_number[word] for word in dict.fromkeys(words) if word in by_number], [
        word for word in words if word not in by_number
    ]
