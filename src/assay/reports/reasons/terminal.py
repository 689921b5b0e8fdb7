"""The reasons of a deal on a terminal: each with its figures, its line drawn in characters, and its first grounds."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assay.reports.reasons.view import AccountsView, BarView, GroundView, ReasonsView, ReasonView
from assay.reports.wording import cut_text

#: characters from 0 to 100 %
_WIDTH = 25
_GROUNDS = 3
_LONGEST = 160


def print_reasons(console: Console, view: ReasonsView) -> None:
    """The section as text; what is less likely is named only."""
    console.print()
    console.print(view.heading, style="bold underline")
    if view.note:
        console.print(Padding(Text(view.note, style="bold yellow"), (0, 0, 0, 2)))
    for text in filter(None, (view.sentence, view.ask)):
        console.print(Padding(text, (0, 0, 0, 2)))
    if view.shown:
        console.print(Padding(_draw(view.shown), (1, 0, 0, 2)))
    if view.caution:
        console.print(Padding(Text(view.caution, style="dim"), (0, 0, 0, 2)))
    for text in (view.weak_text, *view.weak) if view.weak else ():
        console.print(Padding(text, (int(text == view.weak_text), 0, 0, 2 if text == view.weak_text else 4)))
    for one in view.shown:
        _print_reason(console, one)
    if view.questions:
        console.print(Padding(Text("What can still be asked", style="bold"), (1, 0, 0, 2)))
        for text in view.questions:
            console.print(Padding(text, (0, 0, 0, 4)))
    if view.rest:
        names = ", ".join(f"{one.name} {one.share}" for one in view.rest)
        console.print(Padding(Text(f"Less likely: {names}.", style="dim"), (1, 0, 0, 2)))
    if view.accounts:
        _print_accounts(console, view.accounts)
    if view.gap:
        console.print(Padding(f"Truth gap: {view.gap.short}. {view.gap.text}", (1, 0, 0, 2)))


def _draw(shown: Sequence[ReasonView]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True, min_width=_WIDTH + 1)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(no_wrap=True, style="dim")
    for one in shown:
        table.add_row(Text(one.name), _draw_bar(one.bar), one.share, f"({one.interval})")
    return table


def _draw_bar(bar: BarView) -> str:
    """0 to 100 %: a line as long as the interval is wide, with the probability on it."""
    low, mid, high = (round(value / 100 * _WIDTH) for value in (bar.low, bar.p, bar.high))
    signs = ["·"] * (_WIDTH + 1)
    signs[low : high + 1] = "─" * (high + 1 - low)
    signs[low], signs[high] = "├", "┤"
    signs[mid] = "█"
    return "".join(signs)


def _print_reason(console: Console, one: ReasonView) -> None:
    console.print(Padding(Text.assemble((one.name, "bold"), f"  {one.share} ({one.interval})"), (1, 0, 0, 2)))
    told = "; ".join(filter(None, (one.standing, one.whose, one.since, one.stated, one.record)))
    console.print(Padding(told, (0, 0, 0, 4)))
    console.print(Padding(Text(" ".join(filter(None, (one.strength, one.together))), style="dim"), (0, 0, 0, 4)))
    for label, rows in (("for", one.speaking), ("against", one.opposing)):
        for row in rows[:_GROUNDS]:
            console.print(Padding(Text.assemble((f"{label}: ", "dim"), _say_ground(row)), (0, 0, 0, 4)))
        if len(rows) > _GROUNDS:
            more = f"{label}: {len(rows) - _GROUNDS} more; the page (--html FILE) shows them"
            console.print(Padding(Text(more, style="dim"), (0, 0, 0, 4)))


def _say_ground(row: GroundView) -> str:
    words = f"“{cut_text(row.quote, _LONGEST)}”" if row.quote else row.sentence
    told = "; ".join(part for part in (row.said, row.weight) if part)
    lead = f"{row.kind}: " if row.kind not in ("Finding", "Words") else ""
    return f"{lead}{words}" + (f" ({told})" if told else "")


def _print_accounts(console: Console, view: AccountsView) -> None:
    console.print(Padding(Text("Who names what", style="bold"), (1, 0, 0, 2)))
    console.print(Padding(view.sentence, (0, 0, 0, 4)))
    table = Table.grid(padding=(0, 2))
    for _ in range(5 + view.is_audited):
        table.add_column(overflow="fold")
    audit = ["the audit"] if view.is_audited else []
    headings = ["", "the rep", "the buyer", "the record", *audit, ""]
    table.add_row(*(Text(heading, style="dim") for heading in headings))
    for row in view.rows:
        found = [row.audit] if view.is_audited else []
        table.add_row(row.name, row.rep, row.buyer, row.record, *found, row.verdict)
    console.print(Padding(table, (0, 0, 0, 4)))
