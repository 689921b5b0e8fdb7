"""Which passage a person is asked about next.

Within a queue the order is that of a number drawn from the place of each passage: the same for everybody, so that the
passages which are offered to several people are met by them early, and blind to all else, so that the first n coded
passages of the sample are a random sample of those.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import duckdb

from assay.reports.catalogue.scope import Scope
from assay.reports.coding.passage import COLUMNS, TABLES, Passage, Place, make_passage
from assay.reports.patterns.choice import write_hidden
from assay.tables.mention import IS_PRAISE, OPEN_MENTION, OWN

#: one passage in so many is offered to a second person too, so that agreement can be told
SECOND_IN = 4

#: a margin that is larger by no more than this than the one at which the model abstains is near it
NEAR = 0.02

_KEY = """m."table" || '-' || m.row_id || '-' || m."start" || '-' || m."end\""""
_DRAWN = f"md5_number_lower({_KEY})"

#: what each queue holds besides what somebody met there before, which a second person may be asked about
_HELD = {
    "unsure": f"m.coder <> 'person' AND (coalesce(m.driver, '') = '' OR m.margin < $near) AND NOT {IS_PRAISE}",
    "sample": "m.coder <> 'person' AND coalesce(m.driver, '') <> ''",
    "split": "list_contains($split::VARCHAR[], m.driver)",
}

QUEUES = tuple(_HELD)

#: passages of deals that ended without us come first, save in the sample, which nothing may bend
_ORDER = {"sample": _DRAWN}

_TAKEN = f"""
  NOT list_contains($own::VARCHAR[], {_KEY})
  AND (NOT list_contains($taken::VARCHAR[], {_KEY}) OR {_DRAWN} % {SECOND_IN} = 0)"""


@dataclass(frozen=True)
class Done:
    """What was coded already: keys of passages. own: by the person who asks.  met: queue -> by whomever, met there.

    split: drivers that were split since; codes of theirs are asked for anew, and so are in neither of the others.
    near: the margin below which a code is unsure.
    """

    own: Collection[str] = ()
    met: Mapping[str, Collection[str]] = field(default_factory=dict)
    split: Collection[str] = ()
    near: float = 0.0


def find_next(
    connection: duckdb.DuckDBPyConnection, scope: Scope, queue: str, done: Done, skipped: Collection[str] = ()
) -> Passage | None:
    """The passage that the person should code next; None where the queue is empty. Raises KeyError for no queue."""
    order = _ORDER.get(queue, f"d.outcome IN ('lost', 'no_decision') DESC, {_DRAWN}")
    query = f"SELECT {COLUMNS} FROM {TABLES} WHERE {_write_terms(scope, queue)} ORDER BY {order} LIMIT 1"
    rows = connection.execute(query, _give(queue, done, skipped)).fetchall()
    return make_passage(rows[0]) if rows else None


def count_waiting(connection: duckdb.DuckDBPyConnection, scope: Scope, done: Done) -> dict[str, int]:
    """How many passages wait in each queue for this person."""
    found = {}
    for queue in QUEUES:
        query = f"SELECT count(*) FROM mention m JOIN deal d ON d.id = m.deal_id WHERE {_write_terms(scope, queue)}"
        ((count,),) = connection.execute(query, _give(queue, done, ())).fetchall()
        found[queue] = int(count)
    return found


def find_passage(connection: duckdb.DuckDBPyConnection, scope: Scope, place: Place) -> Passage | None:
    """The passage at that place, if the person may see its deal."""
    query = f"""SELECT {COLUMNS} FROM {TABLES} WHERE {_write_seen(scope)} AND m."table" = ? AND m.row_id = ?
        AND m."start" = ? AND m."end" = ?"""
    rows = connection.execute(query, [place.table, place.row_id, place.start, place.end]).fetchall()
    return make_passage(rows[0]) if rows else None


def list_deal_passages(connection: duckdb.DuckDBPyConnection, scope: Scope, deal_id: int) -> list[Passage]:
    """All passages of one deal in the order in which they were said."""
    query = f"""SELECT {COLUMNS} FROM {TABLES} WHERE {_write_seen(scope)} AND m.deal_id = ?
        ORDER BY m.occurred_at NULLS FIRST, m."table", m.row_id, m."start\""""
    return [make_passage(row) for row in connection.execute(query, [deal_id]).fetchall()]


def find_model(connection: duckdb.DuckDBPyConnection) -> str:
    """Which model with which taxonomy coded the last run; empty where it coded nothing."""
    rows = connection.execute(f"SELECT max(coder_id) FROM mention WHERE coder = 'model' AND {OWN}").fetchall()
    return str(rows[0][0] or "")


def _write_terms(scope: Scope, queue: str) -> str:
    held = f"({_HELD[queue]} OR list_contains($met::VARCHAR[], {_KEY}))"
    return f"{_write_seen(scope)} AND {held} AND {_TAKEN} AND NOT list_contains($skipped::VARCHAR[], {_KEY})"


def _write_seen(scope: Scope) -> str:
    # what was said in a circle is for that circle, whoever else may open the deal
    return f"NOT ({write_hidden(scope)}) AND NOT d.is_deleted AND {OPEN_MENTION} AND {OWN}"


def _give(queue: str, done: Done, skipped: Collection[str]) -> dict[str, object]:
    taken = [key for keys in done.met.values() for key in keys]
    told: dict[str, object] = {"own": list(done.own), "taken": taken, "skipped": list(skipped)}
    told["met"] = list(done.met.get(queue, ()))
    if queue == "unsure":
        told["near"] = done.near
    if queue == "split":
        told["split"] = list(done.split)
    return told
