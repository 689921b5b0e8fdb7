"""Deals a part at a time, each with about as many rows as memory should hold."""

from collections.abc import Iterator
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from assay.runs.gathering import Gathering
from assay.runs.lives import LIFE, life_table
from assay.tables import CLUSTERED

#: rows of the clustered tables that one part holds, about: 500 MB of memory. Half as many cost a quarter more CPU, as
#: every question is planned anew for each part; twice as many save nothing
PART_ROWS = 5_000_000

#: the lives of the deals at hand
PART = "part_life"


@dataclass(frozen=True)
class Part:
    """rows: of the clustered tables that its deals have, about."""

    name: str
    rows: int


def part_lives() -> ir.Table:
    """The lives of the deals at hand, as `split_deals` laid them out."""
    return ibis.table(life_table().schema(), name=PART)


def split_deals(gathering: Gathering) -> Iterator[Part]:
    """Lay out the deals of run_asked a part at a time in part_life.

    Each part is a range of keys, and all have as many deals: keys of all deals are evenly spread, those of drawn ones
    lie together.
    """
    engine = gathering.engine
    ((asked,),) = engine.rows("SELECT count(*) FROM run_asked")
    if not asked:
        return
    ((deals,),) = engine.rows(f"SELECT count(*) FROM {LIFE}")
    rows = sum(int(engine.rows(f"SELECT count(*) FROM {table.name}")[0][0]) for table in CLUSTERED)
    held = rows * asked // max(1, deals)
    parts = max(1, -(-held // PART_ROWS))
    placed = f"SELECT deal_id, ntile({parts}) OVER (ORDER BY deal_id) AS place FROM run_asked"
    ranges = engine.rows(f"SELECT min(deal_id), max(deal_id) FROM ({placed}) AS placed GROUP BY place ORDER BY 1")
    for place, (low, high) in enumerate(ranges):
        within = f"deal_id BETWEEN {low} AND {high} AND deal_id IN (SELECT deal_id FROM run_asked)"
        engine.make(PART, f"SELECT * FROM {LIFE} WHERE {within}")
        yield Part(f"part {place + 1} of {len(ranges)}", held // len(ranges))
