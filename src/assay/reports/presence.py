"""Who took part in the activities of deals, on both sides: read once, and grouped here for whoever asks.

Grouped here and not by the engine, which takes longer to plan such a query than a deal's rows take to read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

_EVENT = """
SELECT deal_id, activity_id, occurred_at, kind, direction, status, is_automated, buyers, unnamed, owner_id,
       has_attachment, has_body
FROM deal_event WHERE deal_id IN ({ids}) ORDER BY deal_id, occurred_at, activity_id"""

_BUYER = "SELECT deal_id, activity_id, person_id, part FROM deal_presence WHERE deal_id IN ({ids})"

_ROLE = """
SELECT deal_id, person_id, role, id, file_no, line, source_url FROM deal_person
WHERE deal_id IN ({ids}) AND NOT is_deleted"""

_SEAT = "SELECT deal_id, activity_id, seller_id, part, occurred_at FROM deal_seat WHERE deal_id IN ({ids})"

#: a deal and an activity of its
Pair = tuple[int, int]


@dataclass(frozen=True)
class Presence:
    """events: rows of deal_event by deal and time.  roles: of deal_person.  people: deal -> all buyers of these and of
    its activities.

    buyers: of an activity those who took part, those addressed, those in copy, each by id.  sellers: of an activity
    those of us but in copy, by id.  parts: deal -> seller -> activities and when each was, those owned too.
    """

    events: Sequence[Sequence[Any]]
    roles: Sequence[Sequence[Any]]
    people: Mapping[int, set[int]]
    buyers: Mapping[Pair, tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]]
    sellers: Mapping[Pair, tuple[int, ...]]
    parts: Mapping[int, Mapping[int, Mapping[int, int]]]


def read_presence(connection: duckdb.DuckDBPyConnection, ids: str) -> Presence:
    """Of the deals in `ids` (a comma list)."""
    events, roles, buyers, seats = (
        connection.execute(query.format(ids=ids)).fetchall() for query in (_EVENT, _ROLE, _BUYER, _SEAT)
    )
    people: dict[int, set[int]] = defaultdict(set)
    met: dict[Pair, tuple[set[int], set[int], set[int]]] = defaultdict(lambda: (set(), set(), set()))
    for deal, person, *_ in roles:
        people[deal].add(person)
    for deal, activity, person, part in buyers:
        people[deal].add(person)
        took, addressed, copied = met[deal, activity]
        (copied if part == "cc" else took).add(person)
        if part == "to":
            addressed.add(person)
    ours: dict[Pair, set[int]] = defaultdict(set)
    for deal, activity, seller, part, _ in seats:
        if part != "cc":
            ours[deal, activity].add(seller)
    return Presence(
        events=events,
        roles=roles,
        people=people,
        buyers={pair: (_order(one), _order(two), _order(three)) for pair, (one, two, three) in met.items()},
        sellers={pair: _order(some) for pair, some in ours.items()},
        parts=_find_parts(events, seats),
    )


def _order(ids: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(ids))


def _find_parts(
    events: Sequence[Sequence[Any]], seats: Sequence[Sequence[Any]]
) -> Mapping[int, Mapping[int, Mapping[int, int]]]:
    parts: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for deal, activity, seller, _, at in seats:
        parts[deal][seller][activity] = at
    for row in events:
        deal, activity, at, owner = row[0], row[1], row[2], row[9]
        if owner is not None:
            parts[deal][owner][activity] = at
    return parts
