"""The rows of the record that answers about a deal may rest on, each with its deal and both clocks, not yet cut.

`known_at`: when the row became readable.  `happened_at`: when what it tells happened; null where it has no such time.
Columns beyond these are those of the book's table of the same name.
"""

from collections.abc import Callable

import ibis
import ibis.expr.types as ir

from assay.domain.book import SCHEMAS
from assay.domain.seniority import LABELS
from assay.runs.record_tables import record_table, standing_rows


def read_events() -> ir.Table:
    """Activities of the deal."""
    event = record_table("deal_event")
    return event.select(*SCHEMAS["event"], known_at=event.known_at, happened_at=event.occurred_at)


def read_presences() -> ir.Table:
    """Buyers in activities of the deal."""
    presence = record_table("deal_presence")
    return presence.select(*SCHEMAS["presence"], known_at=presence.known_at, happened_at=presence.occurred_at)


def read_members() -> ir.Table:
    """The buying group. `until`: when the role ended.  `rank_known_at`: when person and title became known."""
    role, person = standing_rows("deal_person"), standing_rows("person")
    ranked = person.select(
        person_id=person.id,
        rank_known_at=person.known_at,
        rank=ibis.cases(*[(person.seniority == label, rank) for rank, label in enumerate(LABELS)], else_=0).cast(
            "int64"
        ),
    )
    joined = role.left_join(ranked, "person_id", rname="{name}_of_rank")
    return joined.select(
        "deal_id",
        row_id=joined.id,
        person_id=joined.person_id,
        role=joined.role,
        rank=ibis.coalesce(joined["rank"], 0),
        is_primary=ibis.coalesce(joined.is_primary, False),
        known_at=joined.known_at,
        happened_at=joined.valid_from,
        until=joined.valid_to,
        rank_known_at=joined.rank_known_at,
    )


def read_changes() -> ir.Table:
    """The deal's history."""
    change = standing_rows("stage_history")
    return change.select(
        "deal_id",
        row_id=change.id,
        field=change["field"],
        old_value=change.old_value,
        new_value=change.new_value,
        changed_at=change.changed_at,
        sequence=change.sequence,
        known_at=change.known_at,
        happened_at=change.changed_at,
    )


def read_touches() -> ir.Table:
    """Touches of everybody in the deal's buying group, and of everybody at its account."""
    touch, role, person = standing_rows("campaign_touch"), standing_rows("deal_person"), standing_rows("person")
    deal = standing_rows("deal")
    grouped = role.select("deal_id", "person_id", reach_known_at=role.known_at)
    employed = person.select(person_id=person.id, account_id=person.account_id, reach_known_at=person.known_at)
    at_account = deal.select(deal_id=deal.id, account_id=deal.account_id).inner_join(employed, "account_id")
    reached = ibis.union(grouped, at_account.select("deal_id", "person_id", "reach_known_at"))
    people = reached.group_by(["deal_id", "person_id"]).aggregate(reach_known_at=reached.reach_known_at.min())
    joined = touch.inner_join(people, "person_id")
    return joined.select(
        "deal_id",
        row_id=joined.id,
        campaign_id=joined.campaign_id,
        person_id=joined.person_id,
        kind=joined.kind,
        responded=joined.responded,
        occurred_at=joined.occurred_at,
        known_at=ibis.greatest(joined.known_at, joined.reach_known_at),
        happened_at=joined.occurred_at,
    )


#: name of the book's table -> its rows
READERS: dict[str, Callable[[], ir.Table]] = {
    "event": read_events,
    "presence": read_presences,
    "member": read_members,
    "change": read_changes,
    "touch": read_touches,
}
