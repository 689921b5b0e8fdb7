"""The rows of the record that answers about a deal may rest on, each with its deal and both clocks, not yet cut.

`known_at`: when the row became readable.  `happened_at`: when what it tells happened; null where it has no such time.
Columns beyond these are those of the book's table of the same name.
"""

from collections.abc import Callable

import ibis
import ibis.expr.types as ir

from assay.domain.book import SCHEMAS
from assay.runs.demands import read_demands
from assay.runs.outside_rows import read_rivals, read_turnover
from assay.runs.programmes import read_programmes
from assay.runs.ranks import rank_seniority
from assay.runs.record_tables import EVER, record_table, standing_rows


def read_events() -> ir.Table:
    """Activities of the deal."""
    event = record_table("deal_event")
    return event.select(*SCHEMAS["event"], known_at=event.known_at, happened_at=event.occurred_at)


def read_presences() -> ir.Table:
    """Buyers in activities of the deal."""
    presence = record_table("deal_presence")
    return presence.select(*SCHEMAS["presence"], known_at=presence.known_at, happened_at=presence.occurred_at)


def read_seats() -> ir.Table:
    """Our people in activities of the deal."""
    seat = record_table("deal_seat")
    return seat.select(*SCHEMAS["seat"], known_at=seat.known_at, happened_at=seat.occurred_at)


def read_speech() -> ir.Table:
    """Who spoke how much in the deal's transcribed activities that took place, not among ourselves."""
    speech = record_table("deal_speech")
    held = speech.filter(speech.status.isin(("held", "unknown")) & (speech.direction != "internal"))
    return held.select(*SCHEMAS["speech"], known_at=held.known_at, happened_at=held.occurred_at)


def read_questions() -> ir.Table:
    """What the buyer asked."""
    question = record_table("deal_question")
    return question.select(*SCHEMAS["question"], known_at=question.known_at, happened_at=question.occurred_at)


def read_replies() -> ir.Table:
    """Our messages after those of the buyer that asked something."""
    reply = record_table("deal_reply")
    return reply.select(*SCHEMAS["reply"], known_at=reply.known_at, happened_at=reply.occurred_at)


def read_promises() -> ir.Table:
    """What our side said that it would do."""
    promise = record_table("deal_promise")
    return promise.select(*SCHEMAS["promise"], known_at=promise.known_at, happened_at=promise.occurred_at)


def read_cues() -> ir.Table:
    """What the buyer said who thinks of buying in earnest."""
    cue = record_table("deal_cue")
    return cue.select(*SCHEMAS["cue"], known_at=cue.known_at, happened_at=cue.occurred_at)


def read_cue_replies() -> ir.Table:
    """Our messages after buying cues."""
    reply = record_table("deal_cue_reply")
    return reply.select(*SCHEMAS["cue_reply"], known_at=reply.known_at, happened_at=reply.occurred_at)


def read_members() -> ir.Table:
    """The buying group, a row for each seniority that a person has had: from `rank_since` until `rank_until`.

    `until`: when the role ended.  `rank_known_at`: when the person became known.
    """
    role, person, spans = standing_rows("deal_person"), standing_rows("person"), _span_ranks()
    told = person.left_join(spans, person.id == spans.changed_person)
    ranked = told.select(
        person_id=told.id,
        rank_known_at=told.known_at,
        rank=told.changed_person.isnull().ifelse(rank_seniority(told.seniority), told.changed_rank),
        rank_since=told.since,
        rank_until=told.span_end,
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
        rank_since=ibis.coalesce(joined.rank_since, ibis.literal(-EVER)),
        rank_until=ibis.coalesce(joined.rank_until, ibis.literal(EVER)),
    )


def _span_ranks() -> ir.Table:
    """The seniority of each person whose title changed: before the first change, and from each one to the next."""
    change = standing_rows("person_change")
    titled = change.filter((change.basis == "crm_title_change") & change.person_id.notnull())
    dated = titled.mutate(since=ibis.greatest(titled.known_at, ibis.coalesce(titled.occurred_at, titled.known_at)))
    in_time = ibis.window(group_by="person_id", order_by=["since", "id"])
    placed = dated.mutate(next_at=dated.since.lead().over(in_time), place=ibis.row_number().over(in_time))
    after = placed.select(
        changed_person=placed.person_id,
        changed_rank=rank_seniority(placed.seniority),
        since=placed.since,
        span_end=ibis.coalesce(placed.next_at, ibis.literal(EVER)),
    )
    first = placed.filter(placed.place == 0)
    before = first.select(
        changed_person=first.person_id,
        changed_rank=rank_seniority(first.old_seniority),
        since=ibis.literal(-EVER),
        span_end=first.since,
    )
    return ibis.union(before, after)


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
    joined = touch.inner_join(people, "person_id").left_join(read_programmes(), "campaign_id")
    return joined.select(
        "deal_id",
        row_id=joined.id,
        campaign_id=joined.campaign_id,
        programme_id=ibis.coalesce(joined.programme_id, joined.campaign_id),
        person_id=joined.person_id,
        kind=joined.kind,
        responded=joined.responded,
        occurred_at=joined.occurred_at,
        known_at=ibis.greatest(joined.known_at, joined.reach_known_at),
        happened_at=joined.occurred_at,
    )


def read_debriefs() -> ir.Table:
    """Talks after the close, once they are known; what of one lies ahead of a moment is emptied when it is cut.

    That one was opened after the end is no news about the deal, but tells that an earlier announcement would be there.
    """
    debrief = standing_rows("debrief")
    return debrief.select(
        *[name for name in SCHEMAS["debrief"] if name != "row_id"],
        row_id=debrief.id,
        known_at=debrief.known_at,
        happened_at=ibis.null("int64"),
    )


#: name of the book's table -> its rows
READERS: dict[str, Callable[[], ir.Table]] = {
    "event": read_events,
    "presence": read_presences,
    "seat": read_seats,
    "member": read_members,
    "change": read_changes,
    "touch": read_touches,
    "rival": read_rivals,
    "turnover": read_turnover,
    "demand": read_demands,
    "debrief": read_debriefs,
    "speech": read_speech,
    "question": read_questions,
    "reply": read_replies,
    "promise": read_promises,
    "cue": read_cues,
    "cue_reply": read_cue_replies,
}
