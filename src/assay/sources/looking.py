"""What files are, told before anything is imported: the profile that knows each, samples, and what is proposed for
those that none knows. All of it as plain data, so that it can be kept beside the files and asked about later.
"""

from collections.abc import Collection, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from assay.sources.assignment import Assignment
from assay.sources.cells import clean_sql
from assay.sources.column_profile import ColumnProfile
from assay.sources.dates import decide_order, profile_date_sql, read_date_form
from assay.sources.headings import find_headings, fold_heading
from assay.sources.importing import find_mappings, open_work
from assay.sources.interchange_reading import is_interchange, is_report
from assay.sources.language import Feed, Mapping
from assay.sources.mapping import SHIPPED
from assay.sources.mapping_text import Choice
from assay.sources.named_headings import names_in
from assay.sources.progress import Progress
from assay.sources.proposing import Proposal, likely_kind, propose, read_stages
from assay.sources.raw import RawTable
from assay.sources.reading import read_files
from assay.sources.recognise import lacking_headings, list_readings, name_reading, recognise
from assay.sources.slots import KINDS
from assay.store.home import Home
from assay.store.quoting import quote_name

_SAMPLE_ROWS = 3
_SAMPLE_LENGTH = 80
#: ways to read one file that are offered
_MOST_OTHERS = 6
INTERCHANGE = "interchange"


@dataclass(frozen=True)
class Proposed:
    """What each column of a file that nothing knows could be. dates: column -> dmy, mdy, plain or undecided.

    kinds: kind -> slot -> the columns offered, those that are sure first and alone in `sure`.
    stages: column -> (value, rows, the class that its name tells).
    """

    kind: str
    columns: list[dict[str, Any]]
    sure: dict[str, dict[str, int]]
    kinds: dict[str, dict[str, list[int]]]
    dates: dict[str, str]
    stages: dict[str, list[tuple[str, int, str | None]]]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a file is read, or could be.

    profile: what reads it (`recognise.name_reading`); empty when nothing does.  required: how many headings it needs;
    reads: (heading, what it fills); unread: headings without a place of their own.  stages: the stages of its deals.
    states_classes: it says itself what stages mean.  settings: of its mapping; like: its name in a mapping that is
    like it, empty where it was not shipped with Assay.
    """

    profile: str = ""
    ignored: str = ""
    required: int = 0
    reads: list[tuple[str, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    stages: list[tuple[str, int, str | None]] = field(default_factory=list)
    states_classes: bool = False
    settings: dict[str, str] = field(default_factory=dict)
    like: str = ""


@dataclass(frozen=True, kw_only=True)
class LookedFile(Reading):
    """One table of one file, with the best way to read it. why: said where there is none.

    others: further ways, the best first.  proposed: what its columns could be, where no way is best or it was asked.
    """

    name: str
    kind: str
    rows: int
    headings: list[str]
    samples: list[list[str]]
    notes: list[str]
    why: str = ""
    others: list[Reading] = field(default_factory=list)
    proposed: Proposed | None = None


@dataclass(frozen=True)
class Looked:
    """All tables of all files, and the files that hold none."""

    files: list[LookedFile]
    left_out: list[str]

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def look_at_paths(
    home: Home,
    paths: Sequence[Path],
    *,
    scratch: Path,
    progress: Progress | None = None,
    by_hand: Collection[str] = (),
) -> Looked:
    """Read files, folders or zips and say what they are; nothing of the record is read or written.

    scratch: a folder of its own, emptied before and after.  by_hand: names of known tables for whose columns proposals
    are to be made as for unknown ones. Raises InputError when a file cannot be read.
    """
    told = progress or Progress()
    with open_work(scratch) as connection:
        raws = read_files(paths, connection, scratch=scratch, progress=told.read)
        others = [raw for raw in raws if not is_interchange(raw) and not is_report(raw)]
        mappings = find_mappings(home) if others else []
        found = recognise(others, mappings) if others else None
        known = {one.raw.table: one for one in found.assignments} if found else {}
        why = {one.raw.table: one.reason.split("; run assay")[0] for one in found.unknown} if found else {}
        files = []
        for raw in raws:
            told.map(raw.name)
            if is_report(raw):
                continue
            if raw.table in known:
                file = _describe_known(connection, known[raw.table])
                proposed = _propose(connection, raw) if raw.name in by_hand else None
                files.append(
                    replace(file, others=_list_others(connection, raw, mappings, file.profile), proposed=proposed)
                )
            elif raw.table in why:
                file = LookedFile(**_describe(connection, raw), why=why[raw.table], proposed=_propose(connection, raw))
                files.append(replace(file, others=_list_others(connection, raw, mappings)))
            else:
                files.append(LookedFile(**_describe(connection, raw), profile=INTERCHANGE, reads=_read_same(raw)))
        left_out = [
            reason for (reason,) in connection.execute("SELECT file || ': ' || reason FROM left_out").fetchall()
        ]
    return Looked(
        files, [*left_out, *(f"{raw.name}: rejected rows are not read back" for raw in raws if is_report(raw))]
    )


def _describe(connection: duckdb.DuckDBPyConnection, raw: RawTable) -> dict[str, Any]:
    cells = ", ".join(f"coalesce(c{n}, '')" for n in range(len(raw.headings)))
    query = f"SELECT {cells} FROM {quote_name(raw.table)} ORDER BY row LIMIT {_SAMPLE_ROWS}"
    rows = connection.execute(query).fetchall()
    return {
        "name": raw.name,
        "kind": raw.kind,
        "rows": raw.rows,
        "headings": list(raw.headings),
        "samples": [[str(cell)[:_SAMPLE_LENGTH] for cell in row] for row in rows],
        "notes": list(raw.notes),
    }


def _read_same(raw: RawTable) -> list[tuple[str, str]]:
    return [(heading, f"{raw.stem}.{heading}") for heading in raw.headings]


def _describe_known(connection: duckdb.DuckDBPyConnection, one: Assignment) -> LookedFile:
    return LookedFile(
        **_describe(connection, one.raw) | {"notes": [*one.raw.notes, *lacking_headings(one)]},
        **_describe_reading(connection, one),
    )


def _list_others(
    connection: duckdb.DuckDBPyConnection, raw: RawTable, mappings: Sequence[Mapping], best: str = ""
) -> list[Reading]:
    """The ways but the best in which a table can be read, those left out that would ignore it."""
    fits = [one for one in list_readings(raw, mappings) if not one.feed.ignore]
    others = [one for one in fits if name_reading(one.mapping, one.feed) != best]
    return [Reading(**_describe_reading(connection, one)) for one in others[:_MOST_OTHERS]]


def _describe_reading(connection: duckdb.DuckDBPyConnection, one: Assignment) -> dict[str, Any]:
    raw, feed = one.raw, one.feed
    have = find_headings(raw.headings, one.mapping.headings)
    reads = _list_reads(feed, one.mapping, have, raw.headings)
    read = {heading for heading, _ in reads}
    stage = _find_stage(feed, one.mapping, have)
    return {
        "profile": name_reading(one.mapping, feed),
        "ignored": feed.ignore,
        "required": len(feed.require),
        "reads": reads,
        "unread": [heading for heading in raw.headings if heading not in read],
        "stages": _read_stage_values(connection, raw, stage) if stage is not None else [],
        "states_classes": any(rule.table == "stage" and "stage_class" in rule.set for rule in feed.rows),
        "settings": _list_settings(one.mapping),
        "like": f"{one.mapping.name}/{feed.name}" if Path(one.mapping.path).parent == SHIPPED else "",
    }


def _list_settings(mapping: Mapping) -> dict[str, str]:
    named = ("source", "headings", "ids", "date_order", "decimal", "zone")
    return {name: value for name in named if (value := getattr(mapping, name)) is not None}


def _list_reads(feed: Feed, mapping: Mapping, have: dict[str, int], headings: Sequence[str]) -> list[tuple[str, str]]:
    """(heading, table.column) for each heading that the file has and the feed reads, in the order of the file."""
    found: dict[int, list[str]] = {}
    for rule in feed.rows:
        values = [*((column, value) for column, value in rule.set.items()), *(("id", value) for value in rule.id)]
        for column, value in values:
            for name in names_in(value):
                number = have.get(fold_heading(name, mapping.headings))
                place = f"{rule.table}.{column}"
                if number is not None and place not in found.setdefault(number, []):
                    found[number].append(place)
    return [(headings[number], ", ".join(places)) for number, places in sorted(found.items())]


def _find_stage(feed: Feed, mapping: Mapping, have: dict[str, int]) -> int | None:
    for rule in feed.rows:
        if rule.table == "deal" and rule.primary and "stage" in rule.set:
            for name in names_in(rule.set["stage"]):
                if (number := have.get(fold_heading(name, mapping.headings))) is not None:
                    return number
    return None


def _read_stage_values(
    connection: duckdb.DuckDBPyConnection, raw: RawTable, number: int
) -> list[tuple[str, int, str | None]]:
    column = ColumnProfile(number, raw.headings[number], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, ())
    return list(read_stages(connection, raw, column))


def _propose(connection: duckdb.DuckDBPyConnection, raw: RawTable) -> Proposed:
    guess = propose(connection, raw)
    likely = guess.kind or likely_kind(raw)
    proposals = {
        kind: guess if kind == guess.kind else propose(connection, raw, kind, columns=guess.columns) for kind in KINDS
    }
    offered = {kind: {slot.name: _order_columns(made, slot.name, slot.kind) for slot in KINDS[kind]}
               for kind, made in proposals.items()}  # fmt: skip
    return Proposed(
        kind=likely,
        columns=[asdict(column) for column in guess.columns],
        sure={kind: {slot: column.number for slot, column in made.sure.items()} for kind, made in proposals.items()},
        kinds=offered,
        dates={str(column.number): _find_order(connection, raw, column) for column in guess.columns if column.days},
        stages={
            str(column.number): list(read_stages(connection, raw, column))
            for column in guess.columns
            if column.fits("stage")
        },
    )


def _order_columns(proposal: Proposal, slot: str, kind: str) -> list[int]:
    """The sure column first, then the likely ones, then whatever can be read as this kind of thing."""
    sure = proposal.sure.get(slot)
    ordered = [sure] if sure else list(proposal.offered.get(slot, ()))
    others = [column for column in proposal.columns if column.parsed(kind)]
    return [column.number for column in dict.fromkeys((*ordered, *others))]


def _find_order(connection: duckdb.DuckDBPyConnection, raw: RawTable, column: ColumnProfile) -> str:
    cell = clean_sql(f"c{column.number}")
    counts = connection.execute(
        f"SELECT {profile_date_sql('v')} FROM (SELECT {cell} AS v FROM {quote_name(raw.table)}) s"
    ).fetchall()[0]
    form = read_date_form(counts)
    return decide_order(form) or ("undecided" if form.undecided else "plain")


def make_choice(
    file: AnyMapping[str, Any],
    kind: str,
    columns: AnyMapping[str, str],
    classes: AnyMapping[str, str],
    order: str | None,
) -> Choice:
    """What a person chose for a file that was looked at, given as the plain data of its LookedFile.

    kind: deals, contacts, activities, or empty to leave it out.  columns: slot -> heading.  classes: stage -> class.
    """
    profiles = tuple(
        ColumnProfile(**{**column, "samples": tuple(column["samples"])}) for column in file["proposed"]["columns"]
    )
    raw = RawTable(file["name"], file["kind"], "", tuple(file["headings"]), file["rows"], 1, "", 0)
    proposal = Proposal(raw, kind, profiles, {}, {}, (), KINDS.get(kind, ()))
    return Choice(proposal, columns, classes, confirmed=True, date_order=order, instead=bool(file["profile"]))
