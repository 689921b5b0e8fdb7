"""Files in the shape of one source, read, recognised and mapped by the shipped profiles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from assay.domain.key import make_key
from assay.sources.feed import MapReport, map_tables
from assay.sources.language import Mapping as SourceMapping
from assay.sources.profiles import shipped_mappings
from assay.sources.raw import RawTable
from assay.sources.reading import read_files
from assay.sources.recognise import Recognised, recognise


def epoch(text: str) -> int:
    """Epoch seconds of an ISO time; UTC where it has no offset."""
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


@dataclass(frozen=True)
class Mapped:
    """The staging tables that files made, and who read which file."""

    connection: duckdb.DuckDBPyConnection
    raws: Sequence[RawTable]
    recognised: Recognised
    report: MapReport

    @property
    def readers(self) -> dict[str, str]:
        """File -> "profile feed"."""
        return {one.raw.name: f"{one.mapping.name} {one.feed.name}" for one in self.recognised.assignments}

    def rows(self, table: str, columns: str, where: str = "true") -> list[tuple[object, ...]]:
        """Staged rows of a canonical table, sorted."""
        query = f"SELECT {columns} FROM land_{table} WHERE {where} ORDER BY ALL"
        return self.connection.execute(query).fetchall()

    def one(self, table: str, columns: str, source_id: str) -> tuple[object, ...]:
        """The only primary row with this source id."""
        (row,) = self.rows(table, columns, f"source_id = '{source_id}' AND primary_row")
        return row

    def query(self, query: str) -> list[tuple[object, ...]]:
        return self.connection.execute(query).fetchall()

    @property
    def rejects(self) -> list[tuple[object, ...]]:
        return self.query("SELECT file, line, field, message FROM reject ORDER BY ALL")

    @property
    def skipped(self) -> list[str]:
        """The reason of each source row that landed nothing on purpose."""
        return [str(reason) for (reason,) in self.query("SELECT reason FROM land_skip ORDER BY row")]

    def unaccounted(self) -> list[tuple[object, ...]]:
        """Source rows of mapped files that neither landed nor were skipped nor rejected."""
        tables = self.query("SELECT table_name FROM duckdb_tables() WHERE starts_with(table_name, 'land_')")
        with_rows = [name for (name,) in tables if name not in ("land_provides", "land_alias", "land_name")]
        landed = " UNION ".join(f"SELECT row FROM {name}" for name in (*with_rows, "reject"))
        used = [one.raw for one in self.recognised.assignments if not one.feed.ignore]
        read = " UNION ALL ".join(f"SELECT row, '{raw.name}' AS file FROM {raw.table}" for raw in used)
        return self.query(f"SELECT file, row FROM ({read}) WHERE row NOT IN (SELECT row FROM ({landed}) WHERE row > 0)")


def key_of(source: str, table: str, source_id: str) -> int:
    """The key under which a row of this source lands."""
    return make_key(source, "main", table, source_id)


def map_paths(
    connection: duckdb.DuckDBPyConnection, paths: Sequence[Path], mappings: Sequence[SourceMapping] | None = None
) -> Mapped:
    """Read, recognise and map files and folders."""
    raws = read_files(paths, connection)
    recognised = recognise(raws, shipped_mappings() if mappings is None else mappings)
    return Mapped(connection, raws, recognised, map_tables(connection, recognised.assignments, instance="main"))


MapFiles = Callable[[Mapping[str, str]], Mapped]


@pytest.fixture
def map_files(tmp_path: Path) -> MapFiles:
    """Write files (name -> text) into one folder and map them."""

    def do(files: Mapping[str, str]) -> Mapped:
        for name, text in files.items():
            (tmp_path / name).write_text(text.lstrip("\n"), encoding="utf-8")
        connection = duckdb.connect()
        connection.execute("SET TimeZone = 'UTC'")
        return map_paths(connection, [tmp_path])

    return do
