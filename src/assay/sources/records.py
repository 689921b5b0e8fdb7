"""Where the records of a separated file begin and end, how many cells each has, and on which line it begins.

Works on pieces of UTF-8 with whole-array operations, so that a million rows cost about what hashing them costs. It
follows RFC 4180 and accepts what programs really write: a quote inside a cell that does not begin with one is an
ordinary character, spaces may stand between separator and quote. It refuses to guess where a quote that is never
closed was meant to end.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

QUOTE, NEWLINE, RETURN, SPACE = 34, 10, 13, 32
HELD_BACK = 64
"""Records kept for the last batch, so that the lines below the last row are seen together."""
LONGEST = 128 << 20
"""Bytes of one record after which the file is refused."""

Positions = npt.NDArray[np.int64]


class UnreadableRecord(Exception):
    """The record that begins, or the quote that opens, on `line` has no end that can be told."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class UnclosedQuote(UnreadableRecord):
    """A quote opens on `line` and is not closed before the file, or the sense of it, ends."""


class EndlessRecord(UnreadableRecord):
    """The record that begins on `line` is longer than LONGEST bytes."""


@dataclass(frozen=True)
class Batch:
    """Records of one piece of text.

    starts, ends: byte positions in text, the end before the line's end; cells: how many; lines: of the file, from 1.
    odd: records that hold quotes or carriage returns in places where a strict reader would stop; wrong: records whose
    quotes make no sense.
    """

    text: bytes
    starts: Positions
    ends: Positions
    cells: Positions
    lines: Positions
    odd: Positions
    wrong: Positions

    def __len__(self) -> int:
        return len(self.starts)

    def record(self, index: int) -> bytes:
        """The bytes of one record without its line end."""
        return self.text[int(self.starts[index]) : int(self.ends[index])]

    def after(self, index: int) -> int:
        """The position behind the line end of one record."""
        return self.text.index(b"\n", int(self.ends[index])) + 1


_NONE = np.empty(0, np.int64)
_EMPTY = Batch(b"", _NONE, _NONE, _NONE, _NONE, _NONE, _NONE)
_CLOSING = {mark: re.compile(rb" *(?:\r?(?:\n|\Z)|" + re.escape(mark) + rb")") for mark in (b",", b";", b"\t", b"|")}
"""What may follow a closing quote."""


class RecordScanner:
    """Feed it pieces; it gives batches of whole records, in order, and keeps what is not yet whole."""

    def __init__(self, separator: bytes, *, first_line: int = 1, held_back: int = HELD_BACK) -> None:
        self._separator = separator[0]
        self._held_back = held_back
        self._carry = b""
        self._waiting: list[bytes] = []
        self._line = first_line

    def feed(self, piece: bytes) -> Batch:
        """Records that are whole by now, except the last few. Raises UnreadableRecord."""
        self._waiting.append(piece)
        waiting = sum(map(len, self._waiting))
        if waiting < len(self._carry) <= LONGEST - waiting:  # a huge record: wait, else it is scanned again each time
            return _EMPTY
        batch, opened = self._scan(self._take_text(), final=False)
        keep = _first_held_back(batch, self._held_back)
        end = batch.after(-1) if len(batch) else 0
        self._carry = batch.text[int(batch.starts[keep]) :] if keep < len(batch) else batch.text[end:]
        if len(self._carry) > LONGEST:
            raise UnclosedQuote(self._line_at(batch.text, opened)) if opened >= 0 else EndlessRecord(self._line)
        if keep < len(batch):
            self._line = int(batch.lines[keep])
        elif len(batch):
            self._line = int(batch.lines[-1]) + batch.text.count(b"\n", int(batch.starts[-1]), end)
        return _cut_batch(batch, keep)

    def finish(self, piece: bytes = b"") -> Batch:
        """The last piece and what was held back; the last record need not end its line. Raises UnclosedQuote."""
        self._waiting.append(piece)
        text = self._take_text()
        batch, opened = self._scan(text if text.endswith(b"\n") or not text else text + b"\n", final=True)
        if opened >= 0:
            raise UnclosedQuote(self._line_at(batch.text, opened))
        return batch

    def _take_text(self) -> bytes:
        text = b"".join((self._carry, *self._waiting))
        self._carry, self._waiting = b"", []
        return text

    def _scan(self, text: bytes, *, final: bool) -> tuple[Batch, int]:
        """All whole records of text, and where a quote stands open at its end (-1 when none does)."""
        codes = np.frombuffer(text, np.uint8)
        marks = np.flatnonzero((codes == QUOTE) | (codes == self._separator) | (codes == NEWLINE))
        kinds = codes[marks]
        quotes = kinds == QUOTE
        literal = wrong = _NONE
        if quotes.any() and not _is_regular(codes, marks, quotes):
            kept, literal, wrong = _walk_quotes(text, marks[quotes], bytes((self._separator,)), self._line, final=final)
            quotes = np.zeros(len(marks), np.bool_)
            quotes[np.searchsorted(marks, kept)] = True
        inside = np.logical_xor.accumulate(quotes)
        breaks = ~inside & (kinds != QUOTE)
        at_end = np.flatnonzero(kinds[breaks] == NEWLINE)
        ends = marks[breaks][at_end]
        starts = np.concatenate((np.zeros(min(1, len(ends)), np.int64), ends[:-1] + 1))
        inner = marks[inside & (kinds == NEWLINE)]
        odd = literal
        lines = self._line + np.arange(len(starts)) + np.searchsorted(inner, starts)
        if b"\r" in text:
            odd = np.concatenate((literal, _find_loose_returns(codes, marks[quotes], ends)))
            ends = ends - ((ends > starts) & (codes[ends - 1] == RETURN))
        cells = np.diff(at_end, prepend=-1)
        batch = Batch(text, starts, ends, cells, lines, _find_records(odd, ends), _find_records(wrong, ends))
        return batch, int(marks[quotes][-1]) if len(inside) and inside[-1] else -1

    def _line_at(self, text: bytes, place: int) -> int:
        """The line of the file on which this place of the text stands."""
        return self._line + text.count(b"\n", 0, place)


def _is_regular(codes: npt.NDArray[np.uint8], marks: Positions, quotes: npt.NDArray[np.bool_]) -> bool:
    """True when every quote opens a cell right behind a break, closes one right before a break, or doubles another."""
    index, last = np.flatnonzero(quotes), len(codes) - 1
    opening, closing = index[0::2], index[1::2]
    before = np.where(opening > 0, marks[opening - 1], -1)
    if (marks[opening] - before != 1).any():
        return False
    after = np.where(closing + 1 < len(marks), marks[np.minimum(closing + 1, len(marks) - 1)], last + 1)
    behind = marks[closing[after - marks[closing] != 1]] + 1
    ends_line = (codes[behind] == RETURN) & ((behind == last) | (codes[np.minimum(behind + 1, last)] == NEWLINE))
    return bool(ends_line.all())


def _find_records(places: Positions, ends: Positions) -> Positions:
    """The whole records in which these places lie."""
    records = np.unique(np.searchsorted(ends, places))
    return records[records < len(ends)]


def _walk_quotes(
    text: bytes, quotes: Positions, separator: bytes, line: int, *, final: bool
) -> tuple[Positions, Positions, Positions]:
    """The same one quote after the other, for text in which some quotes stand in odd places."""
    kept: list[int] = []
    literal: list[int] = []
    wrong: list[int] = []
    opened, resume = -1, 0
    for place in quotes.tolist():
        if place < resume:
            continue
        if opened < 0 and not _opens_cell(text, place, separator):
            literal.append(place)
        elif opened < 0:
            opened = place
            kept.append(place)
            literal += [place] if text[place - 1 : place] == b" " else []
        elif text[place + 1 : place + 2] == b'"':
            kept += [place, place + 1]
            resume = place + 2
        elif _CLOSING[separator].match(text, place + 1):
            opened = -1
            kept.append(place)
            literal += [place] if text[place + 1 : place + 2] == b" " else []
        else:
            if b"\n" in text[opened:place]:
                raise UnclosedQuote(line + text.count(b"\n", 0, opened))
            resume = text.find(b"\n", place)
            if resume < 0 and not final:
                break
            opened = -1
            kept.append(place)
            wrong.append(place)
    return np.array(kept, np.int64), np.array(literal, np.int64), np.array(wrong, np.int64)


def _opens_cell(text: bytes, place: int, separator: bytes) -> bool:
    """Does nothing but spaces stand between this place and the last break."""
    place -= 1
    while place >= 0 and text[place] == SPACE:
        place -= 1
    return place < 0 or text[place : place + 1] in (separator, b"\n")


def _find_loose_returns(codes: npt.NDArray[np.uint8], quotes: Positions, ends: Positions) -> Positions:
    """Carriage returns outside quotes that do not stand before the end of a record."""
    returns = np.flatnonzero(codes == RETURN)
    if not len(returns):
        return returns
    outside = returns[np.searchsorted(quotes, returns) % 2 == 0]
    return np.setdiff1d(outside, ends - 1, assume_unique=True)


def _first_held_back(batch: Batch, count: int) -> int:
    """The index from which records wait: the last few, as long as they are small."""
    keep = max(0, len(batch) - count)
    while keep < len(batch) and int(batch.ends[-1]) - int(batch.starts[keep]) > LONGEST // 64:
        keep += 1
    return keep


def _cut_batch(batch: Batch, count: int) -> Batch:
    return Batch(
        batch.text,
        batch.starts[:count],
        batch.ends[:count],
        batch.cells[:count],
        batch.lines[:count],
        batch.odd[batch.odd < count],
        batch.wrong[batch.wrong < count],
    )
