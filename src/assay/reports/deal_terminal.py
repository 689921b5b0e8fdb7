"""The loss file of one deal as text for a terminal: the same page, without the picture's detail and the long texts."""

import io
import os
import shutil
import sys

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assay.reports.deal_page import DealPage, FindingView
from assay.reports.facts import Fact
from assay.reports.picture import Timeline
from assay.reports.reasons.terminal import print_reasons
from assay.reports.turn import TurnView
from assay.reports.wording import cut_text

_WIDEST = 110
#: of the picture's width, at most: the names beside the lanes
_LABEL_SHARE = 0.45
_EVIDENCE = 5
_UNKNOWN_SHOWN = 4
_CODED_SHOWN = 6
_SILENT = {"told": "░", "unsure": "╌"}
_TURN = "╎"
_STYLES = {"lost": "bold red", "won": "bold green", "no_decision": "bold yellow", "open": "bold blue"}
_SIGNS = {"both": "●", "in": "◀", "out": "▷", "own": "·", "unsaid": "?"}


def print_deal(page: DealPage) -> str:
    """The page as text, coloured when standard output is a terminal that wants colour."""
    out = io.StringIO()
    width = min(shutil.get_terminal_size((100, 40)).columns, _WIDEST)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    console = Console(file=out, width=width, force_terminal=colour, highlight=False, emoji=False, markup=False)
    _print_head(console, page)
    if page.reasons:
        print_reasons(console, page.reasons)
    if page.timeline:
        _print_picture(console, page.timeline, width)
    if page.turn:
        _print_turn(console, page.turn)
    elif page.turn_missing:
        _print_heading(console, "The momentum turn")
        untold = f"Whether contact fell for good cannot be told. {page.turn_missing}"
        console.print(Padding(untold, (0, 0, 0, 2)))
    _print_findings(console, page)
    _print_heading(console, "The rep's account")
    for remark in page.remarks:
        console.print(Padding(Text(f"“{remark.text}”", style="italic"), (0, 0, 0, 2)))
        console.print(Padding(Text(f"{remark.origin} {remark.day}".strip(), style="dim"), (0, 0, 0, 2)))
    if not page.remarks:
        console.print("  The record holds no reason stated by the rep.", style="dim")
    _print_coded(console, page)
    _print_heading(console, "Plain facts")
    console.print(_list_facts(page.facts))
    _print_heading(console, "What cannot be told")
    shown = page.unknown if not page.findings else page.unknown[:_UNKNOWN_SHOWN]
    for question in shown:
        console.print(Padding(Text.assemble((question.question, "bold"), f" {question.missing}"), (0, 0, 0, 2)))
    if len(page.unknown) > len(shown):
        more = ", ".join(question.title for question in page.unknown[len(shown) :])
        rest = f"Nor could be told: {more}. The page (--html FILE) says what is missing."
        console.print(Padding(rest, (0, 0, 0, 2)))
    if not page.unknown:
        console.print("  Every signal that was asked could be answered.", style="dim")
    if page.clear:
        _print_heading(console, "Asked and not found")
        console.print(Padding(", ".join(question.title for question in page.clear), (0, 0, 0, 2)))
    console.print()
    console.print(f"{page.run_text} {page.rows_text} in all: assay deal ID --html FILE shows every one.", style="dim")
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def _print_coded(console: Console, page: DealPage) -> None:
    if not page.coded:
        return
    _print_heading(console, "What the words tell")
    shown = [one for one in page.coded if one.driver][:_CODED_SHOWN]
    for one in shown:
        console.print(Padding(Text.assemble((one.driver, "bold"), f" “{cut_text(one.quote, 160)}”"), (0, 0, 0, 2)))
        console.print(Padding(Text(f"{one.who}; {one.said}", style="dim"), (0, 0, 0, 4)))
    if len(page.coded) > len(shown):
        console.print(f"  {len(page.coded) - len(shown)} more: assay words --deal ID", style="dim")


def _print_heading(console: Console, text: str) -> None:
    console.print()
    console.print(text, style="bold underline")


def _print_head(console: Console, page: DealPage) -> None:
    if page.banner:
        console.print(page.banner, style="bold magenta")
    if page.note:
        console.print(page.note, style="bold yellow")
    style = _STYLES.get(page.outcome_code, "bold")
    account = f"  {page.account}" if page.account else ""
    console.print(Text.assemble((page.title, "bold"), account, "  ", (page.outcome.upper(), style)))
    console.print(_list_facts(page.head))
    console.print(page.view_text, style="dim")


def _list_facts(facts: tuple[Fact, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for fact in facts:
        table.add_row(Text(f"  {fact.name}"), Text(fact.text))
    return table


def _print_picture(console: Console, line: Timeline, width: int) -> None:
    """One line of signs for each lane; the place on the line is the time."""
    labels = [f"{lane.label}, {lane.note}" if lane.note else lane.label for lane in line.lanes]
    label_width = min(max(map(len, labels), default=0), int(width * _LABEL_SHARE)) + 2
    columns = max(width - label_width, 20)
    _print_heading(console, "What happened")
    months = [" "] * columns
    for tick in line.ticks:
        at = int(tick.x / line.width * columns)
        if tick.label and all(sign == " " for sign in months[max(at - 1, 0) : at + len(tick.label) + 1]):
            months[at : at + len(tick.label)] = tick.label
    console.print(Text(" " * label_width + "".join(months[:columns]), style="dim", no_wrap=True, overflow="crop"))
    for lane, label in zip(line.lanes, labels, strict=True):
        signs = [" "] * columns
        if line.silence_width:
            start, end = (int(x / line.width * columns) for x in (line.silence_x, line.silence_x + line.silence_width))
            signs[start:end] = _SILENT[line.silence_kind] * (end - start)
        if line.turn_width:
            for x in (line.turn_x, line.turn_x + line.turn_width):
                signs[min(int(x / line.width * columns), columns - 1)] = _TURN
        for mark in lane.marks:
            at = min(int(mark.x / line.width * columns), columns - 1)
            signs[at] = _SIGNS[mark.way]
        text = Text.assemble(
            f"{cut_text(label, label_width - 2):<{label_width}}",
            ("".join(signs), "dim" if lane.kind == "quiet" else ""),
        )
        text.no_wrap, text.overflow = True, "crop"
        console.print(text)
    for edge in line.edges:
        console.print(Padding(Text(edge.label, style="dim"), (0, 0, 0, 2)))
    legend = "● talk  ◀ from the buyer  ▷ to the buyer  ? no direction  · our own note"
    if line.turn_width:
        legend += f"  {_TURN} {_TURN} contact fell for good between (80 %)"
    if line.silence_width:
        words = "no word known" if line.silence_kind == "unsure" else "no word from the buyer"
        legend += f"  {_SILENT[line.silence_kind]} {words}"
    console.print(Padding(Text(legend, style="dim"), (0, 0, 0, 2)))


def _print_turn(console: Console, turn: TurnView) -> None:
    """Whether contact fell for good, and what was happening on both sides."""
    _print_heading(console, "The momentum turn")
    console.print(Padding(turn.sentence, (0, 0, 0, 2)))
    if not turn.sides:
        return
    table = Table.grid(padding=(0, 2))
    for _ in range(3):
        table.add_column(overflow="fold")
    table.add_row("", Text(turn.before, style="dim"), Text(turn.after, style="dim"))
    for side in turn.sides:
        table.add_row(Text(side.name, style="dim"), side.before, side.after)
    console.print(Padding(table, (1, 0, 0, 2)))
    console.print(Padding(Text(turn.note, style="dim"), (0, 0, 0, 2)))


def _print_findings(console: Console, page: DealPage) -> None:
    _print_heading(console, "What stands out")
    if page.comparable:
        console.print(Padding(Text(page.comparable, style="dim"), (0, 0, 1, 2)))
    for finding in page.findings:
        console.print(Text.assemble((f"  {finding.title}", "bold"), (f"  {finding.day}", "dim")))
        console.print(Padding(finding.sentence, (0, 0, 0, 2)))
        for text in filter(None, (finding.measure, finding.comparison)):
            console.print(Padding(Text(text, style="dim"), (0, 0, 0, 2)))
        console.print(Padding(_list_evidence(finding), (0, 0, 1, 4)))
    if not page.findings:
        console.print("  No signal fired on this deal.", style="dim")


def _list_evidence(finding: FindingView) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim", min_width=11)
    for _ in range(3):
        table.add_column(overflow="ellipsis", no_wrap=True)
    for row in finding.rows[:_EVIDENCE]:
        table.add_row(row.day or "no date", Text(f"{row.kind} {row.way}".strip()), Text(row.who), Text(row.what))
    if len(finding.rows) > _EVIDENCE:
        table.add_row("", Text(f"of {finding.rows_text}, the first {_EVIDENCE}", style="dim"), "", "")
    return table
