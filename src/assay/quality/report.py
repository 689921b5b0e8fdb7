"""`assay check`: everything that is wrong with the record, what cannot be asked, and what to mend first."""

import io
from dataclasses import dataclass

import duckdb
from rich.console import Console
from rich.table import Table

from assay.domain.errors import InputError
from assay.quality.asked import Asked, name_source, read_asked, read_menus, suggest_exports
from assay.quality.clocks import check_assumed_clock, check_impossible_dates, check_late_logging
from assay.quality.closings import check_batches, check_close_dates, check_histories
from assay.quality.people import check_dangling, check_duplicates, check_roles, check_titles
from assay.quality.remark import Check, Remark
from assay.quality.stages import check_stages
from assay.runs.results import open_results
from assay.runs.running import run_signals
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES

CHECKS: tuple[Check, ...] = (
    check_stages,
    check_histories,
    check_close_dates,
    check_batches,
    check_impossible_dates,
    check_late_logging,
    check_assumed_clock,
    check_roles,
    check_titles,
    check_duplicates,
    check_dangling,
)
FIRST = 3


@dataclass(frozen=True)
class QualityReport:
    """What stands in the record, what is wrong with it, what can be asked of it."""

    counts: tuple[tuple[str, int], ...]
    remarks: tuple[Remark, ...]
    asked: tuple[Asked, ...]
    exports: tuple[str, ...]
    export_by: str
    rejected: tuple[tuple[str, str, int], ...]

    def text(self) -> str:
        """The report for a terminal, the most costly remark first."""
        console = Console(file=io.StringIO(), width=110, highlight=False)
        console.print(", ".join(f"{n:,} {name}" for name, n in self.counts))
        console.print()
        _print_first(console, self.remarks)
        for remark in self.remarks:
            _print_remark(console, remark)
        if not self.remarks:
            console.print("Nothing wrong was found.\n")
        _print_rejected(console, self.rejected)
        _print_asked(console, self.asked)
        if self.exports:
            console.print(f"[bold]To export next[/bold] ({self.export_by})", markup=True)
            for line in self.exports:
                console.print(f"  - {line}", markup=False)
        output = console.file
        assert isinstance(output, io.StringIO)  # noqa: S101 (it was made three lines above)
        return output.getvalue()


def check_record(home: Home) -> QualityReport:
    """Reads the record and asks the signals where no run of the present record exists.

    Raises InputError when nothing was imported yet.
    """
    place = open_place(home.record, TABLES)
    if place.version() == 0:
        raise InputError("The record is empty.", fix="Import an export first: assay import PATH")
    run_signals(home, as_of=None, renew_baseline=False)
    with open_results(home) as results:
        connection = results.connection
        remarks = [remark for check in CHECKS for remark in check(connection)]
        return QualityReport(
            counts=_count_tables(connection),
            remarks=tuple(sorted(remarks, key=lambda remark: (-remark.deals, -remark.share, remark.title))),
            asked=tuple(read_asked(connection)),
            exports=tuple(suggest_exports(connection)),
            export_by=read_menus()[name_source(connection)]["Export by"],
            rejected=_read_rejected(connection),
        )


def _count_tables(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[str, int], ...]:
    names = {"deal": "deals", "account": "accounts", "person": "buyers", "activity": "activities", "seller": "sellers"}
    return tuple(
        (words, int(connection.execute(f"SELECT count(*) FROM {name} WHERE NOT is_deleted").fetchall()[0][0]))
        for name, words in names.items()
    )


def _read_rejected(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[str, str, int], ...]:
    rows = connection.execute(
        "SELECT file, message, count(*) FROM rejected_row GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 10"
    ).fetchall()
    return tuple((str(file), str(message), int(n)) for file, message, n in rows)


def _print_first(console: Console, remarks: tuple[Remark, ...]) -> None:
    mendable = [remark for remark in remarks if not remark.fix.startswith("Nothing")][:FIRST]
    if mendable:
        console.print("[bold]Mend first[/bold]", markup=True)
        for number, remark in enumerate(mendable, 1):
            console.print(f"  {number}. {remark.title} ({remark.deals:,} deals): {remark.fix}", markup=False)
        console.print()


def _print_remark(console: Console, remark: Remark) -> None:
    share = f"{remark.count:,} of {remark.of:,} {remark.unit} ({remark.share:.0%})"
    console.print(f"{remark.title}: {share}", style="bold", markup=False)
    console.print(f"  {remark.matters}", markup=False)
    console.print(f"  To do: {remark.fix}", markup=False)
    for line in remark.lines:
        console.print(f"    {line}", markup=False)
    console.print()


def _print_rejected(console: Console, rejected: tuple[tuple[str, str, int], ...]) -> None:
    if not rejected:
        return
    console.print("Rejected rows, kept whole (table rejected_row of assay export)", style="bold", markup=False)
    for file, message, n in rejected:
        console.print(f"  {n:,} in {file}: {message}", markup=False)
    console.print()


def _print_asked(console: Console, asked: tuple[Asked, ...]) -> None:
    table = Table(title="What can be asked", title_justify="left", box=None, pad_edge=False)
    for heading in ("signal", "deals answered", "when not"):
        table.add_column(heading)
    for signal in asked:
        table.add_row(signal.title, f"{signal.answered:,} of {signal.deals:,} ({signal.share:.0%})", signal.unknown)
    console.print(table, markup=False)
    console.print()
