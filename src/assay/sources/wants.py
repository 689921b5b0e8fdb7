"""What a value of a mapping has to become."""

from dataclasses import dataclass

from assay.tables.column import Column


@dataclass(frozen=True)
class Want:
    """What a value has to become. kind: a canonical type, or "sid" for a source id in text."""

    kind: str
    name: str = ""
    refers: str | None = None
    values: tuple[str, ...] = ()
    unit: str | None = None
    date_order: str | None = None
    decimal: str | None = None


TEXT = Want("text")
SID = Want("sid")
TIME = Want("time")


def want_column(column: Column) -> Want:
    """What a column of a canonical table wants."""
    return Want(column.type, column.name, column.refers, column.values)
