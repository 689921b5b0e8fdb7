"""An import that goes the whole way and writes nothing: what it would do, and which rows it could not use."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assay.domain.formula import guard_formula
from assay.sources.bookkeeping import RejectedRow, list_rejects
from assay.sources.forgotten.staged import forget_staged
from assay.sources.import_report import ImportReport, ReadFile
from assay.sources.importing import Asked, land_staged, open_work, report_landed, stage_paths
from assay.sources.landing.counting import Counts, count_by_file
from assay.sources.landing.draft import Draft
from assay.sources.progress import Progress
from assay.store import open_place
from assay.store.durable import ASIDE
from assay.store.home import Home
from assay.tables import CANONICAL, TABLES

#: rejected rows that are shown; the others lie in the file
SHOWN = 50


@dataclass(frozen=True)
class Brought:
    """Rows of one table of the record that would be new, and those that would change."""

    table: str
    new: int
    changed: int


@dataclass(frozen=True)
class FoundStage:
    """A stage as it would stand after the import. basis: person, source, label or none."""

    pipeline: str
    code: str
    label: str
    stage_class: str
    basis: str
    deals: int


@dataclass(frozen=True)
class Rehearsal:
    """What an import would do. by_file: counts of each file read; outcomes: deals by outcome afterwards."""

    report: ImportReport
    by_file: Sequence[tuple[ReadFile, Counts]]
    brought: Sequence[Brought]
    rejected: Sequence[RejectedRow]
    stages: Sequence[FoundStage]
    outcomes: dict[str, int]


def rehearse_import(
    home: Home,
    paths: Sequence[Path],
    asked: Asked,
    *,
    scratch: Path,
    rejected: Path | None = None,
    progress: Progress | None = None,
) -> Rehearsal:
    """Do all of `import_paths` but the writing, beside whatever else is at work on the record.

    scratch: a folder of its own, emptied before and after.  rejected: a CSV file to write all rejected rows to.
    Raises InputError as the import would.
    """
    told = progress or Progress()
    with open_work(scratch) as connection:
        open_place(home.record, TABLES).attach(connection)
        staged = stage_paths(home, connection, paths, asked, scratch, told)
        forget_staged(home, connection, staged.raws)
        landed = land_staged(connection, staged, asked, told)
        counts = count_by_file(connection, landed.landing.levels, staged.raws)
        if rejected:
            write_rejected(rejected, list_rejects(connection))
        draft = landed.landing.draft
        return Rehearsal(
            report=report_landed(connection, staged, landed),
            by_file=list(zip(staged.files, counts, strict=True)),
            brought=_count_brought(connection),
            rejected=list(list_rejects(connection, SHOWN)),
            stages=_list_stages(draft),
            outcomes=_count_outcomes(draft),
        )


def write_rejected(path: Path, rows: Iterable[RejectedRow]) -> None:
    """A CSV file of rejected rows that a spreadsheet shows and does not work out."""
    aside = path.with_name(path.name + ASIDE)
    with aside.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["file", "line", "field", "value", "what is wrong", "what to do", "row"])
        for row in rows:
            texts = (row.field, row.value, row.message, row.fix, row.row_json)
            writer.writerow([guard_formula(row.file), row.line, *map(guard_formula, texts)])
    aside.replace(path)


def _count_brought(connection: duckdb.DuckDBPyConnection) -> list[Brought]:
    found = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE starts_with(table_name, 'fresh_')"
    )
    fresh = {name.removeprefix("fresh_") for (name,) in found.fetchall()}
    brought = []
    for table in CANONICAL:
        if table.name not in fresh:
            continue
        ((new, all_),) = connection.execute(
            f"SELECT count(*) FILTER (WHERE r.id IS NULL), count(*) FROM fresh_{table.name} f"
            f" LEFT JOIN (SELECT id FROM {table.name}) r ON r.id = f.id"
        ).fetchall()
        if all_:
            brought.append(Brought(table.name, new, all_ - new))
    return brought


def _list_stages(draft: Draft) -> list[FoundStage]:
    rows = draft.connection.execute(
        f"""SELECT coalesce(s.pipeline, ''), s.code, coalesce(s.label, ''), s.stage_class, s.class_basis,
          count(d.id) AS deals
        FROM {draft.relation("stage")} s LEFT JOIN {draft.relation("deal")} d
          ON lower(trim(d.stage)) IN (lower(trim(s.code)), lower(trim(s.label)))
          AND coalesce(d.pipeline, '') = coalesce(s.pipeline, '') AND d.source = s.source
          AND d.instance = s.instance AND NOT d.is_deleted
        WHERE NOT s.is_deleted
        GROUP BY s.id, s.pipeline, s.code, s.label, s.stage_class, s.class_basis, s.sort_order
        ORDER BY 1, s.sort_order, s.code"""
    ).fetchall()
    return [FoundStage(*row) for row in rows]


def _count_outcomes(draft: Draft) -> dict[str, int]:
    rows = draft.connection.execute(
        f"SELECT outcome, count(*) FROM {draft.relation('deal')} WHERE NOT is_deleted GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    return dict(rows)
