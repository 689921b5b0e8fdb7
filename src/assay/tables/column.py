"""How a canonical table is described; everything else (DDL, checks, docs, the interchange format) is read from this."""

from dataclasses import dataclass, field

#: canonical type -> DuckDB type. Times are epoch seconds UTC, so that no engine's session time zone can move them.
TYPES = {
    "id": "BIGINT",
    "text": "VARCHAR",
    "whole": "BIGINT",
    "number": "DOUBLE",
    "yes_no": "BOOLEAN",
    "time": "BIGINT",
    "day": "DATE",
    "money": "DECIMAL(18,4)",
    "json": "VARCHAR",
}


@dataclass(frozen=True)
class Column:
    """One column: its canonical type, what it means, and for ids the table that it points to."""

    name: str
    type: str
    about: str
    required: bool = False
    refers: str | None = None
    values: tuple[str, ...] = ()

    @property
    def sql_type(self) -> str:
        return TYPES[self.type]


def must(name: str, type_: str, about: str, values: tuple[str, ...] = ()) -> Column:
    """A column that holds something in every row."""
    return Column(name, type_, about, required=True, values=values)


@dataclass(frozen=True)
class Table:
    """One canonical table. `sort` is the order of its rows wherever they have one, an export or an index.

    is_laid: whether they lie so on disk too. Large tables that are read whole or by scattered ids gain nothing from it.
    standing: another table of the same place, and the columns by which a row of this one counts only if that one has
    them too: what was superseded stays on disk until the table is next written whole.
    """

    name: str
    about: str
    own: tuple[Column, ...]
    sort: tuple[str, ...] = ("id",)
    common: bool = True
    is_laid: bool = True
    standing: tuple[str, tuple[str, ...]] | None = None
    columns: tuple[Column, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", (*COMMON, *self.own) if self.common else self.own)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


KNOWN_AT_BASES = ("created", "history_row", "first_seen", "file_date", "assumed")

COMMON = (
    Column("id", "id", "stable key of source, instance, table and source id", required=True),
    Column("source", "text", "the system that the row came from, such as salesforce", required=True),
    Column("instance", "text", "which org or portal of that system", required=True),
    Column("source_id", "text", "the id of the row in its source, unique with source and instance", required=True),
    Column("source_url", "text", "where to open the row in its source"),
    Column("known_at", "time", "the earliest time at which it provably stood in the source", required=True),
    Column("known_at_basis", "text", "what known_at rests on", required=True, values=KNOWN_AT_BASES),
    Column("is_deleted", "yes_no", "deleted at the source", required=True),
    Column("import_run", "whole", "number of the import that last changed the row", required=True),
    Column("file_no", "whole", "which file of that import (import_file)", required=True),
    Column("line", "whole", "line of that file, from which the source row can be had as it was", required=True),
    Column("custom", "json", "fields of the user's own that have no column, as JSON"),
)
