"""CSV and TSV files: the records are found and judged here, the good ones are parsed by DuckDB as they are."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from assay.domain.errors import InputError
from assay.sources.dialect import (
    SEPARATORS,
    TITLE_LINES,
    Dialect,
    detect_dialect,
    find_header,
    fit_header,
    name_headings,
    note_repeated,
    read_sample,
    split_record,
    usual_width,
)
from assay.sources.encoding import PIECE, TextFile, inspect_text
from assay.sources.footer import count_footer, join_footer
from assay.sources.intake import LONGEST_CELL, SHOWN, FoundFile, Intake, Reject
from assay.sources.parsing import parse_records
from assay.sources.raw import RawTable
from assay.sources.records import HELD_BACK, RETURN, Batch, EndlessRecord, RecordScanner, UnreadableRecord
from assay.sources.spoilt_ids import note_spoilt_ids

SAMPLE_RECORDS = 500
MOST_REJECTS = 100_000
"""Rejected records after which a file is refused whose records are mostly broken."""


def read_csv_file(found: FoundFile, intake: Intake) -> RawTable:
    """Read one separated file. Every record is counted: as a row of the raw table, or in `reject`.

    Raises InputError when the file is empty, no text, or a quote in it is never closed.
    """
    text = inspect_text(found.path, found.name)
    try:
        return _Reading(found, text, intake).read()
    except EndlessRecord as error:
        raise InputError(
            f"{found.name}: the record that begins on line {error.line} has no end within 128 MB.",
            fix="See whether this is a table with one record a line.",
        ) from error
    except UnreadableRecord as error:
        raise InputError(
            f"{found.name}: a quote opens on line {error.line} and is not closed where its cell ends, "
            "so the rows that follow cannot be told apart; or the file was cut off.",
            fix=f'Close the quote on line {error.line} (a quote inside a cell is written ""), or export it again.',
        ) from error


def holds_tabs(text: TextFile) -> bool:
    """True when the first lines of a text are alike in their tabs, as a table is and a talk is not."""
    lines = [line for line in next(text.pieces(), b"").splitlines()[:20] if line.strip()]
    tabs = [line.count(b"\t") for line in lines]
    return bool(tabs) and tabs[0] > 0 and tabs.count(tabs[0]) * 2 > len(tabs)


class _Reading:
    """The state of reading one file: what was decided from its beginning, what was counted since."""

    def __init__(self, found: FoundFile, text: TextFile, intake: Intake) -> None:
        self.found, self.text, self.intake = found, text, intake
        self.notes = [text.note]
        self.rejects: list[Reject] = []
        self.lines: list[npt.NDArray[np.int64]] = []
        self.blank = 0
        self.longest = 0

    def read(self) -> RawTable:
        pieces = _unify_line_ends(self.text.pieces(), self.notes)
        sample, whole = _take_sample(pieces)
        expected = b"\t" if self.found.ending in (".tsv", ".tab", ".txt") else b","
        dialect = detect_dialect(sample, whole=whole, expected=expected)
        self.separator = dialect.separator
        self.notes.append(f"separator {SEPARATORS[dialect.separator]}")
        body, line = self._read_header(sample, dialect, whole=whole)
        scanner = RecordScanner(dialect.separator, first_line=line)
        end = self.intake.done + self.text.size
        clean = self.intake.new_path()
        with clean.open("wb") as out:
            for piece in itertools.chain([body], pieces):
                self._take_batch(scanner.feed(piece), out)
                self.intake.advance(min(len(piece), end - self.intake.done), self.found.name)
            last = scanner.finish()
            self._take_batch(last, out, footer=self._read_footer(last))
        table = self._parse(clean)
        self.intake.advance(end - self.intake.done, self.found.name)
        clean.unlink()
        return table

    def _read_header(self, sample: bytes, dialect: Dialect, *, whole: bool) -> tuple[bytes, int]:
        """Decide the headings; what follows them in the sample, and the line on which that begins."""
        text = sample[dialect.skip :]
        batch = read_sample(text, dialect.separator, whole=whole, first_line=dialect.first_line)
        count = min(len(batch), SAMPLE_RECORDS)
        if not count:
            raise InputError(
                f"{self.found.name} has no line end in its first {len(sample):,} bytes.",
                fix="See whether this is a table with a line of headings and one record a line.",
            )
        width = usual_width(batch.cells[:count][batch.ends[:count] > batch.starts[:count]].tolist())
        first = [split_record(batch.record(index), self.separator) for index in range(min(count, TITLE_LINES + 1))]
        header = find_header(first, width)
        if titles := [" ".join(filter(None, cells)) for cells in first[:header] if any(cells)]:
            self.notes.append(f"above the header: {' / '.join(titles)}")
        below = [batch.record(index) for index in range(header + 1, count)]
        open_ends = all(record.endswith(self.separator) for record in below if record)
        self.headings = name_headings(fit_header(first[header], width, open_ends=open_ends))
        self.notes += note_repeated(self.headings)
        after = batch.after(header)
        return batch.text[after:], int(batch.lines[header]) + batch.text.count(b"\n", int(batch.starts[header]), after)

    def _read_footer(self, last: Batch) -> int:
        """How many of the last records are a footer; it goes into the notes."""
        lengths = last.ends - last.starts
        from_index = max(len(last) - HELD_BACK, *np.flatnonzero(lengths > SHOWN) + 1, 0)
        records = [split_record(last.record(index), self.separator) for index in range(from_index, len(last))]
        count = count_footer(records, len(self.headings))
        if note := join_footer(records[len(records) - count :]):
            self.notes.append(note)
        return count

    def _take_batch(self, batch: Batch, out: BinaryIO, *, footer: int = 0) -> None:
        """Write the good records to `out`, keep the others as rejects, count the blank ones."""
        count = len(batch) - footer
        starts, ends = batch.starts[:count], batch.ends[:count]
        lengths = ends - starts
        good = (batch.cells[:count] == len(self.headings)) & (lengths > 0) & (lengths <= LONGEST_CELL)
        good[batch.wrong[batch.wrong < count]] = False
        width = len(self.headings)
        for index in np.flatnonzero(good & ((lengths == width - 1) | (lengths == 3 * width - 1))).tolist():
            good[index] = not self._is_blank(batch.record(index))
        for index in np.flatnonzero(~good & (lengths > 0)).tolist():
            self._refuse(batch, index)
        self.blank += int((lengths == 0).sum())
        if good.any():
            self.lines.append(batch.lines[:count][good])
            self.longest = max(self.longest, int(lengths[good].max()))
            _write_records(batch, good, self.separator, out)
        if len(self.rejects) > MOST_REJECTS and len(self.rejects) > sum(map(len, self.lines)):
            raise InputError(
                f"{self.found.name}: most records do not have the {width} cells of the header, {len(self.rejects):,} "
                f"up to line {self.rejects[-1].line}.",
                fix="See whether the first line holds the headings, and export the file again.",
            )

    def _is_blank(self, record: bytes) -> bool:
        return not record.strip(b'" \t' + self.separator)

    def _refuse(self, batch: Batch, index: int) -> None:
        """Keep a record that has no place in the table; one without any content is only counted."""
        size = int(batch.ends[index] - batch.starts[index])
        if size <= LONGEST_CELL and self._is_blank(batch.record(index)):
            self.blank += 1
            return
        start = int(batch.starts[index])
        raw = batch.text[start : start + min(size, 4 * SHOWN)].decode(errors="replace")
        found, width = int(batch.cells[index]), len(self.headings)
        if index in batch.wrong:
            message, fix = "a quote stands inside a quoted cell", 'Write a quote inside a cell as "".'
        elif size > LONGEST_CELL:
            message = f"the record has {size:,} bytes; at most {LONGEST_CELL:,} are read"
            fix = "Shorten the longest cell."
        elif found > width:
            message = f"the record has {found} cells, the header {width}"
            fix = "Put cells that hold the separator in quotes, or remove the extra ones."
        else:
            message = f"the record has {found} cells, the header {width}"
            fix = "Add the missing cells; the last line of a file may have been cut off."
        line = int(batch.lines[index])
        self.rejects.append(Reject(line, self.headings[min(found, width) - 1], raw[:SHOWN], message, fix, raw))

    def _parse(self, clean: Path) -> RawTable:
        """Let DuckDB split the good records, and number them."""
        intake, good = self.intake, sum(map(len, self.lines))
        table, rows = intake.next_table(), good + len(self.rejects)
        first_row = intake.take_rows(rows)
        lines = np.concatenate(self.lines) if good else np.empty(0, np.int64)
        parse_records(
            intake.connection, table, clean, self.separator, len(self.headings), self.longest, first_row, lines
        )
        intake.reject(self.found.name, first_row + good, self.rejects)
        if self.blank:
            self.notes.append(f"{self.blank:,} blank lines")
        self.notes += note_spoilt_ids(intake.connection, table, self.headings)
        return RawTable(
            name=self.found.name,
            kind="csv",
            table=table,
            headings=self.headings,
            rows=rows,
            first_row=first_row,
            sha256=self.text.sha256,
            seen_at=self.found.seen_at,
            notes=tuple(self.notes),
        )


def _take_sample(pieces: Iterator[bytes]) -> tuple[bytes, bool]:
    """The beginning of the text, at least a megabyte of it where there is as much; is it the whole text."""
    sample = b""
    while len(sample) < PIECE:
        piece = next(pieces, None)
        if piece is None:
            return sample, True
        sample += piece
    return sample, False


def _unify_line_ends(pieces: Iterator[bytes], notes: list[str]) -> Iterator[bytes]:
    """Lines that end in a carriage return alone, as on old Macs, end in a line feed."""
    first = next(pieces, b"")
    if b"\r" in first.rstrip() and b"\n" not in first:
        notes.append("lines end in a carriage return")
        return (piece.replace(b"\r", b"\n") for piece in itertools.chain([first], pieces))
    return itertools.chain([first], pieces)


def _write_records(batch: Batch, good: npt.NDArray[np.bool_], separator: bytes, out: BinaryIO) -> None:
    """The good records as DuckDB's strict reader wants them: each ends in a line feed, odd ones quoted anew."""
    count = len(good)
    starts, ends, codes = batch.starts[:count], batch.ends[:count], np.frombuffer(batch.text, np.uint8)
    keep = None
    if len(returns := ends[codes[ends] == RETURN]):
        keep = np.ones(len(codes), np.bool_)
        keep[returns] = False
    odd = set(batch.odd.tolist())
    stops = sorted(odd.union(np.flatnonzero(~good).tolist()))
    begin = 0
    for stop in [*(index for index in stops if index < count), count]:
        if begin < stop:
            span = slice(int(starts[begin]), batch.after(stop - 1))
            out.write((codes[span] if keep is None else codes[span][keep[span]]).data)
        if stop in odd and stop < count and good[stop]:
            cells = (cell.replace('"', '""') for cell in split_record(batch.record(stop), separator))
            out.write(('"' + f'"{separator.decode()}"'.join(cells) + '"\n').encode())
        begin = stop + 1
