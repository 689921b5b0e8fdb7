"""Narrow tables made from the canonical ones at every import, sorted by deal and time, which signals read.

They hold nothing that the canonical tables do not: one join and one sort, done once. `known_at` is the latest of the
clocks of all rows joined, so that a row shows up only when the whole of it was known.
"""

from assay.tables.column import Column, Table

DEAL_EVENT = Table(
    "deal_event",
    "One activity on one deal.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("occurred_at", "time", "when it happened", required=True),
        Column("known_at", "time", "when activity and link were both known", required=True),
        Column("kind", "text", "as in activity", required=True),
        Column("direction", "text", "as in activity", required=True),
        Column("status", "text", "as in activity; planned stands for a date still ahead of known_at", required=True),
        Column("is_automated", "yes_no", "sent by a system", required=True),
        Column("buyers", "whole", "buyers who took part, people in copy left out", required=True),
        Column("unnamed", "whole", "participants who could not be told to be buyer or seller", required=True),
        Column(
            "top_rank", "whole", "highest known seniority rank among those buyers, 0 when none is known", required=True
        ),
        Column("owner_id", "id", "the seller whose activity it is", refers="seller"),
        Column("has_attachment", "yes_no", "something was attached; empty where the source does not tell"),
    ),
    sort=("deal_id", "occurred_at", "activity_id"),
    common=False,
)

DEAL_PRESENCE = Table(
    "deal_presence",
    "One buyer in one activity on one deal.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("person_id", "id", "the buyer", required=True, refers="person"),
        Column("occurred_at", "time", "when it happened", required=True),
        Column("known_at", "time", "when activity, link and participant were all known", required=True),
        Column("kind", "text", "as in activity", required=True),
        Column("direction", "text", "as in activity", required=True),
        Column("status", "text", "as in activity", required=True),
        Column("part", "text", "as in activity_person", required=True),
        Column("rank", "whole", "seniority rank by the title that the person bore then, 0 unknown", required=True),
    ),
    sort=("deal_id", "occurred_at", "activity_id"),
    common=False,
)

DEAL_SEAT = Table(
    "deal_seat",
    "One seller in one activity on one deal.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("seller_id", "id", "the seller", required=True, refers="seller"),
        Column("occurred_at", "time", "when it happened", required=True),
        Column("known_at", "time", "when activity, link and participant were all known", required=True),
        Column("kind", "text", "as in activity", required=True),
        Column("direction", "text", "as in activity", required=True),
        Column("status", "text", "as in activity", required=True),
        Column("part", "text", "as in activity_person", required=True),
    ),
    sort=("deal_id", "occurred_at", "activity_id"),
    common=False,
)

CLUSTERED = (DEAL_EVENT, DEAL_PRESENCE, DEAL_SEAT)
