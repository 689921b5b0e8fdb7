"""One import from files to a new version of the record: all of it, or nothing.

The writer's lock is held from the first byte read to the last one written; everything in between happens in a database
of its own, and becomes visible with one commit.
"""

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from assay.sources.bookkeeping import describe_rejects, put_bookkeeping
from assay.sources.feed import map_tables
from assay.sources.forgotten.staged import forget_staged
from assay.sources.import_report import ImportReport, ReadFile
from assay.sources.interchange_reading import is_interchange, is_report, stage_interchange
from assay.sources.keeping_files import confirm_kept, drop_raw, drop_unpublished, keep_files
from assay.sources.kept_mappings import keep_given, load_kept
from assay.sources.landing.draft import Draft
from assay.sources.landing.files import Files, LandedFile
from assay.sources.landing.landing import Landing, land_rows
from assay.sources.landing.noticing import count_deleted, find_contradictions, find_older
from assay.sources.landing.standing_twice import refuse_doubles
from assay.sources.language import Mapping
from assay.sources.mapping import load_mapping
from assay.sources.profiles import shipped_mappings
from assay.sources.progress import Progress, show_progress
from assay.sources.raw import RawTable
from assay.sources.reading import read_files
from assay.sources.recognise import lacking_headings, name_reading, recognise, refuse_unused
from assay.sources.staging import create_staging
from assay.sources.wizard import ask_paths
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.store.place import Commit
from assay.tables import TABLES


def import_paths(
    home: Home,
    paths: Sequence[Path],
    *,
    ask: bool = False,
    mapping: Path | None = None,
    instance: str = "main",
    seen_on: datetime | None = None,
    date_order: str | None = None,
    progress: Progress | None = None,
    without: Collection[str] = (),
    classes: Sequence[tuple[str, str]] = (),
    mappings: Sequence[Path] = (),
    readings: Sequence[tuple[str, str]] = (),
) -> ImportReport:
    """Read files, folders or zips into the record of `home`.

    ask: propose a mapping for files that no profile knows.  mapping: a file that goes before all others, and is kept.
    instance: which org or portal the files come from.  seen_on: the day of the export; by default the files' own date.
    date_order: dmy or mdy, for dates that nothing in their file decides.
    progress: what the steps report to; by default bars on the terminal.
    without: names of raw tables that are left out.  classes: (stage, class) as a person confirmed them.
    mappings: more mapping files of that kind.  readings: (raw table, what reads it) where a person chose it.
    Raises InputError when a file cannot be used as it is, RetryLater while another import is at work.
    """
    if ask:
        ask_paths(paths, find_mappings(home, [mapping] if mapping else []), home.mappings)
    place = open_place(home.record, TABLES)
    shown = nullcontext(progress) if progress else show_progress()
    given = (*([mapping] if mapping else []), *mappings)
    asked = Asked(given, instance, date_order, seen_on, frozenset(without), tuple(classes), tuple(readings))
    with place.writing() as commit, open_work(home.work) as connection, shown as told:
        place.attach(connection)
        drop_unpublished(home.kept, _find_kept(connection))
        staged = stage_paths(home, connection, paths, asked, home.work, told)
        forget_staged(home, connection, staged.raws)
        keep_files(connection, home.kept, staged.raws)
        drop_raw(connection)
        report = _land(home, commit, connection, staged, asked, told)
        drop_unpublished(home.kept, _find_kept(connection))
        for path in given:
            keep_given(home.mappings, path)
        return report


@dataclass(frozen=True)
class Asked:
    """How the person who imports wants the files to be read; as in `import_paths`, with all mapping files in one."""

    mappings: tuple[Path, ...] = ()
    instance: str = "main"
    date_order: str | None = None
    seen_on: datetime | None = None
    without: frozenset[str] = frozenset()
    classes: tuple[tuple[str, str], ...] = ()
    readings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Staged:
    """The raw tables that were put into the staging tables, each with how; and those that were not, with the reason."""

    raws: Sequence[RawTable]
    files: Sequence[ReadFile]
    left_out: Sequence[str]
    unknown: Sequence[str]
    notes: Sequence[str]


@contextmanager
def open_work(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database to work in. What an import left in its folder that was killed goes first: nobody else uses it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    connection = open_connection(work=folder)
    try:
        connection.execute("SET enable_progress_bar = false")  # the import shows its own
        create_staging(connection)
        yield connection
    finally:
        connection.close()
        shutil.rmtree(folder, ignore_errors=True)


def _find_kept(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The files of source rows that the record refers to, as it stood before this import."""
    rows = connection.execute("SELECT kept_as FROM import_file WHERE kept_as IS NOT NULL").fetchall()
    return {name for (name,) in rows}


def _last_second(day: datetime) -> int:
    """What an export of a day shows was there at the end of that day, at the latest."""
    return int((day.replace(tzinfo=UTC) + timedelta(days=1)).timestamp()) - 1


def find_mappings(home: Home, given: Sequence[Path] = ()) -> list[Mapping]:
    """The given mappings before all others, then those that a person confirmed, then those that come with Assay."""
    mappings = [*load_kept(home.mappings), *shipped_mappings()]
    first = [load_mapping(path) for path in given]
    highest = max(one.rank for one in (*first, *mappings))
    return [*(replace(one, rank=highest + 1) for one in first), *mappings]


def stage_paths(
    home: Home,
    connection: duckdb.DuckDBPyConnection,
    paths: Sequence[Path],
    asked: Asked,
    scratch: Path,
    progress: Progress,
) -> Staged:
    """Read the files and put their rows into the staging tables. Raises InputError as `import_paths` does."""
    raws = read_files(paths, connection, scratch=scratch, progress=progress.read)
    if asked.seen_on:
        raws = [replace(raw, seen_at=_last_second(asked.seen_on)) for raw in raws]
    kept = [raw for raw in raws if raw.name not in asked.without]
    staged = _stage(home, connection, kept, asked, progress)
    without = [f"{raw.name}: left out as asked" for raw in raws if raw.name in asked.without]
    return replace(staged, left_out=[*staged.left_out, *without])


def _stage(
    home: Home,
    connection: duckdb.DuckDBPyConnection,
    raws: Sequence[RawTable],
    asked: Asked,
    progress: Progress,
) -> Staged:
    plain = [raw for raw in raws if is_interchange(raw)]
    stage_interchange(connection, plain, asked.instance)
    others = [raw for raw in raws if raw not in plain and not is_report(raw)]
    # reading the mappings takes a second, which an import of interchange files can spare
    mappings = find_mappings(home, asked.mappings) if others else []
    recognised = recognise(others, mappings, dict(asked.readings))
    for given in mappings[: len(asked.mappings)] if others else ():
        refuse_unused(given, others, recognised)
    mapped = map_tables(
        connection,
        recognised.assignments,
        instance=asked.instance,
        date_order=asked.date_order,
        progress=progress.map,
    )
    files = {raw.table: ReadFile(raw.name, raw.rows, "interchange", raw.notes) for raw in plain}
    for one in recognised.assignments:
        if one.raw.name not in mapped.ignored:
            notes = (*one.raw.notes, *mapped.notes.get(one.raw.name, ()))
            reading = name_reading(one.mapping, one.feed)
            files[one.raw.table] = ReadFile(one.raw.name, one.raw.rows, reading, notes)
    used = [raw for raw in raws if raw.table in files]
    left_out = connection.execute("SELECT file || ': ' || reason FROM left_out ORDER BY file").fetchall()
    return Staged(
        raws=used,
        files=[files[raw.table] for raw in used],
        left_out=[
            *(reason for (reason,) in left_out),
            *(f"{name}: {why}" for name, why in mapped.ignored.items()),
            *(f"{raw.name}: rejected rows of an export are not read back" for raw in raws if is_report(raw)),
        ],
        unknown=[one.reason for one in recognised.unknown],
        notes=[f"{one.raw.name}: {lack}" for one in recognised.assignments for lack in lacking_headings(one)],
    )


@dataclass(frozen=True)
class Landed:
    """What an import will make of the record, before anything is written."""

    landing: Landing
    import_run: int
    file_no: int
    notes: Sequence[str]


def land_staged(connection: duckdb.DuckDBPyConnection, staged: Staged, asked: Asked, progress: Progress) -> Landed:
    """Merge what was staged with the record that is attached. Raises InputError when the rows cannot stand there."""
    raws = staged.raws
    _forget_rows_outside(connection, raws)
    profiles = {raw.table: file.profile for raw, file in zip(raws, staged.files, strict=True)}
    refuse_doubles(connection, raws, profiles)
    import_run, file_no = _next_numbers(connection)
    files = Files([LandedFile(file_no + n, raw.first_row, raw.rows, raw.seen_at) for n, raw in enumerate(raws)])
    names = {file_no + n: raw.name for n, raw in enumerate(raws)}
    progress.land()
    landing = land_rows(
        connection,
        TABLES,
        files,
        import_run=import_run,
        read=sum(raw.rows for raw in raws),
        classes=asked.classes,
    )
    notes = [
        *find_contradictions(connection, TABLES, files, names),
        *find_older(connection, files, names),
        *count_deleted(connection),
    ]
    return Landed(landing, import_run, file_no, notes)


def report_landed(connection: duckdb.DuckDBPyConnection, staged: Staged, landed: Landed) -> ImportReport:
    """What is said of it, as if nothing had changed."""
    return ImportReport(
        counts=landed.landing.counts,
        files=staged.files,
        left_out=staged.left_out,
        unknown=staged.unknown,
        rejects=describe_rejects(connection),
        notes=[*staged.notes, *landed.notes],
        owners=landed.landing.owners,
    )


def _land(
    home: Home,
    commit: Commit,
    connection: duckdb.DuckDBPyConnection,
    staged: Staged,
    asked: Asked,
    progress: Progress,
) -> ImportReport:
    landed = land_staged(connection, staged, asked, progress)
    draft, number = landed.landing.draft, landed.import_run
    has_rejects = put_bookkeeping(draft, landed.landing.counts, number, landed.file_no, staged.raws, staged.files)
    report = report_landed(connection, staged, landed)
    if not draft.changed and not has_rejects:
        return report
    version = _publish(commit, connection, draft, number, progress)
    confirm_kept(home.kept)
    return replace(report, version=version, import_run=number)


def _forget_rows_outside(connection: duckdb.DuckDBPyConnection, raws: Sequence[RawTable]) -> None:
    """Broken rows of files that nothing maps are not part of this import."""
    spans = " OR ".join(f"row BETWEEN {raw.first_row} AND {raw.first_row + raw.rows - 1}" for raw in raws) or "false"
    connection.execute(f"DELETE FROM reject WHERE NOT ({spans})")


def _next_numbers(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """The number of this import, and of its first file."""
    ((runs,),) = connection.execute("SELECT coalesce(max(import_run), 0) + 1 FROM import_run").fetchall()
    ((files,),) = connection.execute("SELECT coalesce(max(file_no), 0) + 1 FROM import_file").fetchall()
    return int(runs), int(files)


def _publish(
    commit: Commit, connection: duckdb.DuckDBPyConnection, draft: Draft, import_run: int, progress: Progress
) -> int:
    """Write every table that changed, and make all of it count with one commit."""
    for done, (name, relation) in enumerate(draft.changed.items()):
        progress.write(done, len(draft.changed), name)
        commit.replace(connection, name, f"SELECT * FROM {relation}")
        # what is written needs no more room here; the next table is sorted in it
        connection.execute(f"DROP TABLE IF EXISTS land_{name}")
    progress.publish()
    return commit.publish(note=f"import {import_run}")
