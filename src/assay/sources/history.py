"""What was imported into the record, and when."""

from collections.abc import Sequence
from dataclasses import dataclass

from assay.sources.landing.counting import Counts
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES


@dataclass(frozen=True)
class PastImport:
    """One import that stands in the record. made_at: epoch seconds; files: names as they were given."""

    import_run: int
    made_at: int
    counts: Counts
    files: Sequence[str]


def list_imports(home: Home, most: int = 50) -> list[PastImport]:
    """The last imports that stand in the record, the newest first."""
    engine = open_place(home.record, TABLES).engine()
    try:
        rows = engine.rows(
            "SELECT r.import_run, r.made_at, r.rows_read, r.landed, r.unchanged, r.merged, r.rejected, f.name"
            " FROM (SELECT * FROM import_run ORDER BY import_run DESC"
            f" LIMIT {most}) r LEFT JOIN import_file f ON f.import_run = r.import_run"
            " ORDER BY r.import_run DESC, f.file_no"
        )
    finally:
        engine.close()
    found: dict[int, PastImport] = {}
    names: dict[int, list[str]] = {}
    for row in rows:
        number, made_at, *counts = (int(str(cell or 0)) for cell in row[:7])
        files = names.setdefault(number, [])
        if row[7] is not None:
            files.append(str(row[7]))
        found.setdefault(number, PastImport(number, made_at, Counts(*counts), files))
    return list(found.values())
