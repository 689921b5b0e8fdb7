"""Who came to the buyer from elsewhere, and who left it: known before or from within."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from assay.asking.ask import Ask, list_ids
from assay.rescue.ties.ways import Ground, Target

_FOLD = "lower(trim(strip_accents({0})))"

_NAMESAKES = """
WITH now AS (
  SELECT n.id, {now} AS name FROM person n
  WHERE n.id IN ({inside}) AND NOT n.is_deleted AND position(' ' IN trim(n.full_name)) > 0),
came AS (
  SELECT w.id AS person_id, o.id AS known_id, c.occurred_at AS happened_at, c.from_employer AS employer,
    c.id AS row_id, true AS is_sure
  FROM person_change c JOIN now w ON w.id = c.person_id OR (c.person_id IS NULL
    AND {changed} = w.name)
  JOIN account a ON {company} = {before} AND NOT a.is_deleted
  JOIN person o ON o.account_id = a.id AND o.id <> w.id AND NOT o.is_deleted AND {other} = w.name
  WHERE c.account_id = {account} AND c.change = 'joined' AND NOT c.is_deleted
    AND c.known_at <= {known_by} AND c.occurred_at <= {as_of}),
gone AS (
  SELECT w.id, o.id AS known_id, c.occurred_at, coalesce(a.name, '') AS employer, c.id AS row_id, false
  FROM person_change c JOIN person o ON o.id = c.person_id AND NOT o.is_deleted
  JOIN now w ON w.name = {other} AND w.id <> o.id LEFT JOIN account a ON a.id = c.account_id
  WHERE c.account_id <> {account} AND c.change = 'left' AND NOT c.is_deleted
    AND c.known_at <= {known_by} AND c.occurred_at <= {as_of}),
both_ AS (SELECT * FROM came UNION ALL SELECT * FROM gone)
SELECT person_id, min(known_id), max(happened_at), any_value(employer),
  list(row_id ORDER BY happened_at DESC, row_id), is_sure
FROM both_ GROUP BY person_id, is_sure HAVING count(DISTINCT known_id) = 1
ORDER BY is_sure DESC, person_id"""


@dataclass(frozen=True)
class Move:
    """Somebody came or left. person_id: the row of the person now; known_id: the row by which we knew that person,
    which may be another one.

    kind: joined, left, or stands_there (no change is on record, but we know that person from another buyer's deals).
    about: the employer before.  is_sure: False where only the names agree.
    """

    person_id: int
    known_id: int
    kind: str
    at: int | None
    about: str
    grounds: tuple[Ground, ...]
    is_sure: bool = True


def read_moves(ask: Ask, target: Target, inside: Collection[int]) -> list[Move]:
    """Changes at the buyer that name somebody, and people of other companies who bear the name of one who came."""
    if target.account_id is None:
        return []
    return [*_read_own(ask, target), *_read_namesakes(ask, target, inside)]


def _read_own(ask: Ask, target: Target) -> list[Move]:
    """Who joined or left by the person's own row: one row of the CRM that went along."""
    rows = ask(
        f"""
        SELECT c.person_id, c.change, c.occurred_at, coalesce(c.from_employer, ''), c.id
        FROM person_change c JOIN person n ON n.id = c.person_id
        WHERE c.account_id = {target.account_id:d} AND c.change IN ('joined', 'left') AND NOT c.is_deleted
          AND NOT n.is_deleted AND c.known_at <= {target.known_by} AND c.occurred_at <= {target.as_of}
        ORDER BY c.occurred_at DESC, c.id"""
    )
    found: dict[int, Move] = {}
    for person, change, at, employer, row in rows:
        # the latest change is where the person is now
        if person not in found:
            found[person] = Move(person, person, change, at, employer, (Ground("person_change", row),))
    return list(found.values())


def _read_namesakes(ask: Ask, target: Target, inside: Collection[int]) -> list[Move]:
    """Who is known by another row: of the same name at the employer named, or who left another company before.

    A name that two people of that company bear tells of nobody.
    """
    columns = {"now": "n.full_name", "other": "o.full_name", "changed": "c.name", "company": "a.name"}
    folded = {name: _FOLD.format(column) for name, column in (columns | {"before": "c.from_employer"}).items()}
    rows = ask(
        _NAMESAKES.format(
            **folded, inside=list_ids(inside), account=target.account_id, as_of=target.as_of, known_by=target.known_by
        )
    )
    found: dict[int, Move] = {}
    for person, known, at, employer, changes, is_sure in rows:
        grounds = (*(Ground("person_change", row) for row in changes[:3]), Ground("person", known))
        found.setdefault(person, Move(person, known, "joined", at, employer, grounds, is_sure))
    return list(found.values())


def merge_moves(moves: Iterable[Move]) -> dict[int, Move]:
    """Row by which somebody is known -> the move; where several tell of one, that which is sure, then the latest."""
    found: dict[int, Move] = {}
    for one in sorted(moves, key=lambda one: (one.is_sure, one.at or 0)):
        found[one.known_id] = one
    return found
