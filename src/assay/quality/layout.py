"""The report of `assay check` and its lines: what to do first, what can be asked, what was found."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.quality.asked import Asked
from assay.quality.exports import Export, Gap
from assay.quality.remark import Remark
from assay.quality.standing import Rejected, Standing
from assay.quality.wording import fold, write_count, write_share

FIRST = 5
NARROWEST, WIDEST = 70, 120


@dataclass(frozen=True)
class QualityReport:
    """What stands in the record, what is wrong with it, what can be asked of it.

    remarks: that on most deals first; those with a count of 0 are what was looked for and not found.
    """

    standing: Standing
    remarks: tuple[Remark, ...]
    asked: tuple[Asked, ...]
    exports: tuple[Export, ...]
    gaps: tuple[Gap, ...]
    rejected: tuple[Rejected, ...]

    @property
    def found(self) -> tuple[Remark, ...]:
        """The remarks on something that is wrong."""
        return tuple(remark for remark in self.remarks if remark.count)

    def text(self, width: int | None = None) -> str:
        """In lines of at most `width` signs, by default as wide as the terminal. Empty parts are left out."""
        columns = width or shutil.get_terminal_size(fallback=(100, 24)).columns
        width = min(max(columns, NARROWEST), WIDEST)
        parts = (
            _print_standing(self.standing, width),
            _print_first(self.found, width),
            _print_exports(self, width),
            _print_asked(self.asked, width),
            _print_found(self.found, width),
            _print_rejected(self.rejected, width),
            _print_clean(self.remarks, width),
        )
        return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def _print_standing(standing: Standing, width: int) -> Iterator[str]:
    outcomes = ", ".join(f"{n:,} {words}" for words, n in standing.outcomes)
    deals = write_count(standing.deals, "deal") + (f" ({outcomes})" if outcomes else "")
    counts = [write_count(n, one, many) for one, many, n in standing.counts]
    yield fold(f"In the record: {', '.join([deals, *counts])}.", width)
    days = [f"From {', '.join(standing.sources)}"] if standing.sources else []
    days += [f"known until {standing.known_until}"] if standing.known_until else []
    days += [f"last import on {standing.imported_on}"] if standing.imported_on else []
    if days:
        yield fold(", ".join(days) + ".", width)


def _print_first(found: Sequence[Remark], width: int) -> Iterator[str]:
    mendable = [remark for remark in found if remark.remedy == "mend"]
    if not mendable:
        return
    yield "To fix first, by the number of deals that it touches"
    for number, remark in enumerate(mendable[:FIRST], 1):
        deals = (
            write_count(remark.deals, "deal") if remark.deals else f"{remark.count:,} of {remark.of:,} {remark.unit}"
        )
        yield fold(f"{number}. {remark.title} ({deals}). {remark.fix}", width, 2, 3)


def _print_exports(report: QualityReport, width: int) -> Iterator[str]:
    missing = [remark for remark in report.found if remark.remedy == "export"]
    if report.exports or missing:
        yield "To export next, what opens most answers first"
    several = len({export.source for export in report.exports}) > 1
    for number, export in enumerate(report.exports, 1):
        source = f" (from {export.source})" if several else ""
        yield fold(f"{number}. {export.title}{source}. {export.why}", width, 2, 3)
        yield fold(f"-> {export.source}: {export.menu}.", width, 5, 3)
    for number, remark in enumerate(missing, len(report.exports) + 1):
        counts = f"{remark.count:,} of {remark.of:,} {remark.unit}"
        yield fold(f"{number}. {remark.fix} {remark.title}: {counts}.", width, 2, 3)
    if report.gaps:
        listed = ", ".join(f"{gap.words} ({write_count(gap.deals, 'deal')})" for gap in report.gaps)
        text = f"Lacking on fewer than half of the deals, so rather in the CRM than in the export: {listed}."
        has_others = bool(report.exports or missing)
        yield fold(text if has_others else f"To export next: nothing. {text}", width, 2 if has_others else 0)


def _print_asked(asked: Sequence[Asked], width: int) -> Iterator[str]:
    if not asked:
        return
    yield "What can be asked, and what most of the deals without an answer lack"
    title = max(len(signal.title) for signal in asked)
    counts = [f"{signal.answered:,} of {signal.deals:,}" for signal in asked]
    count, share = max(map(len, counts)), max(len(write_share(signal.share)) for signal in asked)
    for signal, text in zip(asked, counts, strict=True):
        line = f"  {signal.title:<{title}}  {text:>{count}}  {write_share(signal.share):>{share}}"
        if len(line) + 2 + len(signal.lacks) <= width:
            yield f"{line}  {signal.lacks}".rstrip()
        else:
            yield line
            yield fold(signal.lacks, width, 6)


def _print_found(found: Sequence[Remark], width: int) -> Iterator[str]:
    if not found:
        yield "Nothing wrong was found."
        return
    yield "What was found"
    for remark in found:
        yield ""
        counts = f"{remark.count:,} of {remark.of:,} {remark.unit} ({write_share(remark.share)})"
        touched = f", on {write_count(remark.deals, 'deal')}" if remark.deals and remark.unit != "deals" else ""
        yield fold(f"{remark.title}: {counts}{touched}", width, 2, 2)
        yield fold(remark.matters, width, 4)
        yield fold(f"-> {remark.fix}", width, 4, 3)
        for line in remark.lines:
            yield fold(line, width, 8, 2)


def _print_rejected(rejected: Sequence[Rejected], width: int) -> Iterator[str]:
    if not rejected:
        return
    yield "Rejected rows, kept whole (in rejected_row of assay export)"
    for one in rejected:
        text = f"{write_count(one.rows, 'row')} of {one.file}: {one.message}. {one.fix}"
        yield fold(text.replace("..", "."), width, 2, 2)


def _print_clean(remarks: Sequence[Remark], width: int) -> Iterator[str]:
    clean = [remark for remark in remarks if not remark.count and remark.of]
    if clean:
        yield "Looked for, and found 0"
        for remark in sorted(clean, key=lambda remark: remark.title):
            yield fold(f"{remark.title}: 0 of {remark.of:,} {remark.unit}", width, 2, 2)
    empty = sorted(remark.title for remark in remarks if not remark.of)
    if empty:
        yield fold(f"Nothing there to look at: {'; '.join(empty)}.", width, 2, 2)
