"""Which columns a file's headings and values suggest, in the order in which suggestions can be trusted.

An exact name whose values also look right is *sure*, and nothing else is. What the values alone suggest is offered
first; how alike two words are only orders what is offered after that, since alone it is confidently wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb
from rapidfuzz import fuzz

from assay.sources.cells import clean_sql
from assay.sources.column_profile import ColumnProfile, profile_columns, share_filled_by
from assay.sources.deriving.stage_words import class_stage
from assay.sources.headings import fold_heading
from assay.sources.raw import RawTable
from assay.sources.slots import KINDS, Slot, exact_names, is_needed
from assay.store.quoting import quote_name

#: choices offered for one slot
OFFERED = 6
#: from this likeness (0 to 100) on, a file's name names a kind
NAMED = 75
#: stages that one pipeline can have
MOST_STAGES = 60


@dataclass(frozen=True)
class Proposal:
    """What is suggested for one file.

    sure: slot -> column.  offered: slot -> columns, the likeliest first.  stages: (value, rows, class or None).
    """

    raw: RawTable
    kind: str
    columns: tuple[ColumnProfile, ...]
    sure: dict[str, ColumnProfile]
    offered: dict[str, tuple[ColumnProfile, ...]]
    stages: tuple[tuple[str, int, str | None], ...] = ()
    order: tuple[Slot, ...] = field(default=())


def propose(
    connection: duckdb.DuckDBPyConnection,
    raw: RawTable,
    kind: str | None = None,
    *,
    columns: tuple[ColumnProfile, ...] | None = None,
) -> Proposal:
    """The proposal for a file of this kind; without a kind, for the kind of which most is sure ("" when none fits).

    columns: their profiles, where they were made before, which takes long.
    """
    columns = tuple(profile_columns(connection, raw)) if columns is None else columns
    if kind is None:
        kind = _guess_kind(columns)
    slots = KINDS.get(kind, ())
    sure = {slot.name: found for slot in slots if (found := _sure(kind, slot, columns))}
    taken = _settle(sure)
    stage = taken.get("stage")
    stages = read_stages(connection, raw, stage) if stage else ()
    likely = fill_on_loss(connection, raw, columns, stage, [value for value, _, named in stages if named == "lost"])
    offered = {slot.name: _offer(kind, slot, columns, taken, likely) for slot in slots if slot.name not in taken}
    return Proposal(raw, kind, columns, taken, offered, stages, slots)


def read_stages(
    connection: duckdb.DuckDBPyConnection, raw: RawTable, column: ColumnProfile
) -> tuple[tuple[str, int, str | None], ...]:
    """(value, rows, the class that its name tells, if any) of every stage, the most frequent first."""
    found = connection.execute(
        f"SELECT v, count(*) FROM (SELECT {clean_sql(f'c{column.number}')} AS v FROM {quote_name(raw.table)}) "
        f"WHERE v IS NOT NULL GROUP BY v ORDER BY 2 DESC, 1 LIMIT {MOST_STAGES}"
    ).fetchall()
    return tuple((value, rows, class_stage(value)) for value, rows in found)


def _last_part(heading: str) -> str:
    """`../../deal_id` says what `deal_id` says, of the row above."""
    return heading.rsplit("../", 1)[-1]


def _is_exact(kind: str, slot: Slot, heading: str) -> bool:
    return fold_heading(_last_part(heading), "loose") in exact_names(kind).get(slot.name, frozenset())


def _sure(kind: str, slot: Slot, columns: Sequence[ColumnProfile]) -> ColumnProfile | None:
    """The one column with an exact name and fitting values; none when two have one."""
    named = [column for column in columns if _is_exact(kind, slot, column.heading)]
    own = [column for column in named if not column.heading.startswith("../")] or named
    fitting = [column for column in own if column.fits(slot.kind)]
    return fitting[0] if len(fitting) == 1 and len(own) == 1 else None


def _settle(sure: dict[str, ColumnProfile]) -> dict[str, ColumnProfile]:
    """A column that two slots are sure of is sure for neither."""
    numbers = [column.number for column in sure.values()]
    return {slot: column for slot, column in sure.items() if numbers.count(column.number) == 1}


def _guess_kind(columns: Sequence[ColumnProfile]) -> str:
    """The kind with all required slots sure and most others; "" when there is none."""
    best, most = "", 0
    for kind, slots in KINDS.items():
        sure = {slot.name for slot in slots if _sure(kind, slot, columns)}
        has_needed = all(slot.name in sure for slot in slots if is_needed(kind, slot, sure))
        if has_needed and len(sure) > max(most, 2):
            best, most = kind, len(sure)
    return best


def likely_kind(raw: RawTable) -> str:
    """The kind whose exact names the file's name and headings are most alike to: a guess to start a question with."""
    own = [heading for heading in raw.headings if not heading.startswith("../")] or raw.headings
    words = [fold_heading(heading, "loose") for heading in own]
    # of crm.json#deals[].contacts[] the last list says what its rows are
    called = raw.name.rpartition("#")[2].rpartition(".")[2] if "#" in raw.name else raw.stem

    def alike(kind: str) -> float:
        names = [name for found in exact_names(kind).values() for name in found]
        likeness = fuzz.partial_ratio(kind.rstrip("s"), called.casefold())
        # some letters in common are no name: they must not outweigh the headings
        return (likeness if likeness >= NAMED else 0) + sum(
            max(fuzz.ratio(word, name) for name in names) for word in words
        ) / max(1, len(words))

    return max(KINDS, key=alike)


def fill_on_loss(
    connection: duckdb.DuckDBPyConnection,
    raw: RawTable,
    columns: Sequence[ColumnProfile],
    stage: ColumnProfile | None,
    lost: list[str],
) -> tuple[ColumnProfile, ...]:
    """Columns of text that are filled in rows of a `lost` stage and hardly elsewhere: very likely the reason of it."""
    if not stage or not lost:
        return ()
    likely = []
    for column in columns:
        if column.number != stage.number and column.days < column.filled and column.numbers < column.filled:
            on_lost, elsewhere = share_filled_by(connection, raw, column.number, stage.number, lost)
            if on_lost >= 0.3 and elsewhere <= 0.05:
                likely.append(column)
    return tuple(likely)


def _offer(
    kind: str,
    slot: Slot,
    columns: Sequence[ColumnProfile],
    taken: dict[str, ColumnProfile],
    likely: Sequence[ColumnProfile],
) -> tuple[ColumnProfile, ...]:
    used = {column.number for column in taken.values()}

    def rank(column: ColumnProfile) -> tuple[bool, bool, bool, float]:
        names = exact_names(kind).get(slot.name, frozenset())
        folded = fold_heading(_last_part(column.heading), "loose")
        alike = max((fuzz.WRatio(folded, name) for name in names), default=0.0)
        typed = slot.kind in ("time", "day", "money", "email") and column.fits(slot.kind)
        return slot.name == "loss_reason" and column in likely, folded in names, typed, alike

    free = [column for column in columns if column.number not in used and column.fits(slot.kind)]
    return tuple(sorted(free, key=rank, reverse=True)[:OFFERED])
