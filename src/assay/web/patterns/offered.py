"""What patterns can be narrowed by: values that the deals behind somebody's patterns have, and no others."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from assay.reports.catalogue.scope import Scope
from assay.reports.grouping import COLUMNS, KNOW_THE_OUTCOME
from assay.reports.patterns.choice import MOMENTS, WHOLE, Choice, write_hidden
from assay.reports.patterns.floor import part_few
from assay.reports.team_reading import is_invented
from assay.runs.rates import write_quarter
from assay.web.people.models import Team, User
from assay.web.results import Reading
from assay.web.scoping import list_team_tree

#: fields with more values are no groups
_MOST_VALUES = 40

_MOST_KEPT = 200

_VALUES = f"""
SELECT {{value}} AS value, count(*) FILTER ({{hidden}}), count(*) FROM {WHOLE} m JOIN deal d ON d.id = m.deal_id
LEFT JOIN seller s ON s.id = d.owner_id WHERE {{population}} AND coalesce({{value}}, '') <> '' GROUP BY 1 ORDER BY 1"""

_SELLERS = "SELECT id FROM seller WHERE team = $1 AND NOT is_deleted"

_FIELDS = f"""
WITH held AS (
  SELECT unnest(json_keys(d.custom)) AS field, d.custom FROM {WHOLE} m JOIN deal d ON d.id = m.deal_id
  WHERE {{population}} AND d.custom IS NOT NULL),
valued AS (SELECT field, custom ->> ('$."' || field || '"') AS value FROM held WHERE NOT contains(field, '"'))
SELECT field FROM valued WHERE coalesce(value, '') <> '' GROUP BY field
HAVING count(DISTINCT value) BETWEEN 2 AND {{most}} ORDER BY field"""

_OWN = f"SELECT {{counts}} FROM {WHOLE} m JOIN deal d ON d.id = m.deal_id WHERE {{population}}"


@dataclass(frozen=True)
class Offered:
    """Values to narrow by. teams: id -> name.  units: teams as the CRM names them.  fields: to group by."""

    teams: dict[str, str]
    units: tuple[str, ...]
    segments: tuple[str, ...]
    products: tuple[str, ...]
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    fields: tuple[str, ...]
    invented: bool


_lock = threading.Lock()
_kept: OrderedDict[tuple[object, ...], Offered] = OrderedDict()


def list_offered(reading: Reading, user: User, scope: Scope) -> Offered:
    """What `user` may narrow patterns by; read once for each version of the results and each scope."""
    key = (reading.version, reading.run.run_id, user.team_id, scope)
    with _lock:
        found = _kept.get(key)
    if found is None:
        found = _read_offered(reading, user, scope)
        with _lock:
            _kept[key] = found
            while len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
    return found


def find_unit(reading: Reading, unit: str) -> frozenset[int]:
    """The sellers whom the CRM places in that team."""
    return frozenset(row[0] for row in reading.connection.execute(_SELLERS, [unit]).fetchall())


def _read_offered(reading: Reading, user: User, scope: Scope) -> Offered:
    population = Choice(population=scope.team_sellers).write_population()

    def list_values(value: str) -> tuple[str, ...]:
        query = _VALUES.format(value=value, hidden=write_hidden(scope), population=population)
        rows = sorted(reading.connection.execute(query).fetchall(), key=lambda row: -int(row[2]))
        # with a few deals out of sight each, they could be told from the whole less the other values
        return tuple(sorted(str(row[0]) for row in part_few(rows, lambda row: int(row[1]))[0]))

    def list_quarters(at: str) -> tuple[str, ...]:
        quarter = write_quarter(f"m.{at}", reading.fiscal_start)
        query = f"SELECT DISTINCT {quarter} FROM {WHOLE} m JOIN deal d ON d.id = m.deal_id"
        rows = reading.connection.execute(f"{query} WHERE {population} AND m.{at} IS NOT NULL ORDER BY 1").fetchall()
        return tuple(str(row[0]) for row in rows)

    return Offered(
        teams=dict(_list_teams(user, scope)),
        units=list_values("s.team"),
        segments=list_values("m.segment"),
        products=list_values("m.product"),
        opening=list_quarters(MOMENTS["opening"]),
        closing=list_quarters(MOMENTS["closing"]),
        fields=tuple(_list_fields(reading, population)),
        invented=is_invented(reading.connection),
    )


def _list_teams(user: User, scope: Scope) -> Iterable[tuple[str, str]]:
    within = None if scope.team_sellers is None else list_team_tree([user.team_id] if user.team_id else [])
    for team in Team.objects.all():
        if within is None or team.pk in within:
            yield str(team.pk), team.name


def _list_fields(reading: Reading, population: str) -> Iterable[str]:
    counts = ", ".join(f"count(DISTINCT d.{name})" for name in COLUMNS)
    own = reading.connection.execute(_OWN.format(counts=counts, population=population)).fetchall()[0]
    yield from (name for name, count in zip(COLUMNS, own, strict=True) if 1 < count <= _MOST_VALUES)
    yield "size_band"
    custom = reading.connection.execute(_FIELDS.format(population=population, most=_MOST_VALUES)).fetchall()
    yield from (str(row[0]) for row in custom if str(row[0]).lower() not in {*COLUMNS, *KNOW_THE_OUTCOME})
