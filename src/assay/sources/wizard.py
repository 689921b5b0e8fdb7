"""`assay import --map`: proposes a mapping for files that no profile knows, asks, and keeps the answer.

On a terminal it asks; without one it writes the proposal as a file to be edited.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, Protocol

import click
import duckdb

from assay.domain.errors import InputError
from assay.sources.cells import clean_sql
from assay.sources.column_profile import ColumnProfile
from assay.sources.dates import decide_order, profile_date_sql, read_date_form
from assay.sources.interchange_reading import is_interchange, is_report
from assay.sources.kept_mappings import keep_mapping, name_mapping, next_version
from assay.sources.language import Mapping
from assay.sources.mapping import load_mapping
from assay.sources.mapping_text import Choice, write_mapping
from assay.sources.proposing import Proposal, fill_on_loss, likely_kind, propose, read_stages
from assay.sources.raw import RawTable
from assay.sources.reading import read_files
from assay.sources.recognise import recognise
from assay.sources.slots import EITHER, KINDS, Slot, is_needed
from assay.sources.values_read import CLASSES
from assay.store.quoting import quote_name

LEAVE_OUT = "leave this file out"
NO_ID = "no id: tell deals apart by name, account and opening day"


class Talk(Protocol):
    """Somebody to ask."""

    def say(self, text: str) -> None:
        """Show a text."""

    def choose(self, question: str, options: Sequence[str], default: int | None) -> int:
        """The number, from 0, of the option chosen."""


class TerminalTalk:
    """The person at the terminal."""

    def say(self, text: str) -> None:
        click.echo(text, err=True)

    def choose(self, question: str, options: Sequence[str], default: int | None) -> int:
        self.say(question)
        for number, option in enumerate(options, 1):
            self.say(f"  {number}  {option}")
        asked = click.IntRange(1, len(options))
        answer: int = click.prompt("Number", type=asked, default=None if default is None else default + 1, err=True)
        return answer - 1


def ask_paths(
    paths: Sequence[Path], mappings: Sequence[Mapping], folder: Path, *, talk: Talk | None = None
) -> Mapping | None:
    """A mapping for those files that none of the mappings knows, confirmed and kept in `folder`; None without any.

    Raises InputError when a file cannot be read, or when there is no terminal to ask at.
    """
    connection = duckdb.connect()
    try:
        raws = [raw for raw in read_files(paths, connection) if not is_interchange(raw) and not is_report(raw)]
        unknown = [one.raw for one in recognise(raws, mappings).unknown]
        if not unknown:
            say_known(raws, talk or TerminalTalk())
            return None
        return map_unknown(connection, unknown, folder, talk=talk)
    finally:
        connection.close()


def say_known(raws: Sequence[RawTable], talk: Talk) -> None:
    """Say that there is nothing to ask, and what to do when a file is read by the wrong profile."""
    talk.say(
        f"Nothing to ask: the headings of {', '.join(raw.name for raw in raws) or 'these files'} are known. "
        "The report below says by which profile; to have a file read otherwise, name a mapping of your own "
        "with --mapping."
    )


def map_unknown(
    connection: duckdb.DuckDBPyConnection, raws: Sequence[RawTable], folder: Path, *, talk: Talk | None = None
) -> Mapping:
    """A mapping for files that no profile knows, confirmed by a person and kept in `folder`.

    talk: whom to ask; by default the terminal. Without a terminal the proposal is written to be edited, and InputError
    names the file.
    """
    name = name_mapping(raw.stem for raw in raws)
    version = next_version(folder, name)
    if talk is None and not sys.stdin.isatty():
        _hand_over(connection, raws, folder, name, version)
    talk = talk or TerminalTalk()
    choices = [_ask_file(connection, raw, talk) for raw in raws]
    path = keep_mapping(folder, name, version, write_mapping(name, version, choices))
    talk.say(f"Kept as {path}; the same headings will be read by it from now on.")
    return load_mapping(path)


def _hand_over(
    connection: duckdb.DuckDBPyConnection, raws: Sequence[RawTable], folder: Path, name: str, version: int
) -> NoReturn:
    choices = []
    for raw in raws:
        proposal = propose(connection, raw)
        if not proposal.kind:
            proposal = propose(connection, raw, likely_kind(raw))
        columns = {slot: column.heading for slot, column in proposal.sure.items()}
        classes = {stage: named or "unknown" for stage, _, named in proposal.stages}
        choices.append(Choice(proposal, columns, classes))
    path = folder / "proposed" / f"{name}-v{version}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_mapping(name, version, choices), encoding="utf-8")
    raise InputError(
        f"No profile knows the headings of {', '.join(raw.name for raw in raws)}, and there is no terminal to ask at.",
        fix=f"A proposal is written to {path}: complete it where it says ?, and import again with --mapping {path}. "
        f"Moved to {folder}, it is used whenever these headings return.",
    )


def _ask_file(connection: duckdb.DuckDBPyConnection, raw: RawTable, talk: Talk) -> Choice:
    guess = propose(connection, raw)
    kinds = [*KINDS, ""]
    options = [*(f"{kind}, one row each" for kind in KINDS), LEAVE_OUT]
    likely = kinds.index(guess.kind or likely_kind(raw))
    picked = kinds[talk.choose(f"{raw.name} ({raw.rows} rows) holds", options, likely)]
    if not picked:
        return Choice(propose(connection, raw, ""), {}, confirmed=True)
    proposal = guess if picked == guess.kind else propose(connection, raw, picked)
    chosen: dict[str, ColumnProfile] = {}
    classes: dict[str, str] = {}
    first: Sequence[ColumnProfile] = ()
    for slot in proposal.order:
        column = _ask_slot(proposal, slot, chosen, first if slot.name == "loss_reason" else (), talk)
        if column:
            chosen[slot.name] = column
        if column and slot.name == "stage":
            classes = _ask_stages(connection, raw, column, talk)
            lost = [stage for stage, name in classes.items() if name == "lost"]
            first = fill_on_loss(connection, raw, proposal.columns, column, lost)
    order = _ask_order(connection, raw, proposal.order, chosen, talk)
    columns = {slot: column.heading for slot, column in chosen.items()}
    return Choice(proposal, columns, classes, confirmed=True, date_order=order)


def _ask_slot(
    proposal: Proposal, slot: Slot, chosen: dict[str, ColumnProfile], first: Sequence[ColumnProfile], talk: Talk
) -> ColumnProfile | None:
    """Offer the sure column first, then the likely ones, then all others; each with what its values look like."""
    used = {column.number for column in chosen.values()}
    sure = proposal.sure.get(slot.name)
    ordered = [sure] if sure else [*first, *proposal.offered.get(slot.name, ())]
    others = [column for column in proposal.columns if column.parsed(slot.kind)]
    offered = [column for column in dict.fromkeys((*ordered, *others)) if column.number not in used]
    if not offered:
        return None
    options = [_describe(column, slot) for column in offered]
    either = EITHER.get(proposal.kind, ())
    must = is_needed(proposal.kind, slot, chosen)
    if not must:
        options.append(NO_ID if slot.name in either[:1] else "none of them")
    # whether a column that may hold ids does is for the person to say
    default = 0 if sure and sure.number not in used else None if must or slot.name in either[:1] else len(options) - 1
    number = talk.choose(f"Which column holds {slot.question}?", options, default)
    return offered[number] if number < len(offered) else None


def _describe(column: ColumnProfile, slot: Slot) -> str:
    samples = " | ".join(column.samples)
    return f"{column.heading}: {samples} ({column.parsed(slot.kind)} of {column.rows} rows parse)"


def _ask_stages(
    connection: duckdb.DuckDBPyConnection, raw: RawTable, column: ColumnProfile, talk: Talk
) -> dict[str, str]:
    """The class of every stage; what the name tells is offered, never taken."""
    classes = {}
    for stage, rows, named in read_stages(connection, raw, column):
        default = CLASSES.index(named) if named else CLASSES.index("unknown")
        classes[stage] = CLASSES[talk.choose(f"A deal in stage {stage!r} ({rows} rows) is", CLASSES, default)]
    return classes


def _ask_order(
    connection: duckdb.DuckDBPyConnection,
    raw: RawTable,
    slots: Sequence[Slot],
    chosen: dict[str, ColumnProfile],
    talk: Talk,
) -> str | None:
    """Ask for day first or month first, where neither column of dates shows it."""
    columns = [chosen[slot.name] for slot in slots if slot.kind in ("time", "day") and slot.name in chosen]
    forms = []
    for column in columns:
        cell = clean_sql(f"c{column.number}")
        counts = connection.execute(
            f"SELECT {profile_date_sql('v')} FROM (SELECT {cell} AS v FROM {quote_name(raw.table)}) s"
        ).fetchall()[0]
        forms.append(read_date_form(counts))
    if not any(form.undecided for form in forms) or any(decide_order(form) for form in forms):
        return None
    samples = " | ".join(sample for column in columns for sample in column.samples)
    return ("dmy", "mdy")[talk.choose(f"The dates {samples} are written", ["day first", "month first"], None)]
