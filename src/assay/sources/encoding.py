"""Which encoding a text file is in, and its bytes as UTF-8, piece by piece."""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assay.domain.errors import InputError

PIECE = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x03\x04", "a zip or an Excel file"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file"),
    (b"<html", "a web page"),
    (b"<!doctype html", "a web page"),
    (b"<?xml", "an XML document"),
)


@dataclass(frozen=True)
class TextFile:
    """What one pass over the bytes told: `skip` bytes of byte order mark, then text in `encoding`."""

    path: Path
    name: str
    sha256: str
    encoding: str
    skip: int
    size: int

    @property
    def note(self) -> str:
        """The encoding in words, for the notes of an import."""
        if self.encoding == "cp1252":
            return "encoding cp1252 (Western European): the file is not valid UTF-8, look at its accented letters"
        return f"encoding {self.encoding.upper()}" + (" with byte order mark" if self.skip else "")

    def pieces(self) -> Iterator[bytes]:
        """The text as UTF-8 in pieces of about a megabyte; a piece may end inside a character."""
        with self.path.open("rb") as file:
            file.seek(self.skip)
            if self.encoding == "utf-8":
                while piece := file.read(PIECE):
                    yield piece
                return
            decoder = codecs.getincrementaldecoder(self.encoding)()
            while piece := file.read(PIECE):
                yield decoder.decode(piece).encode()

    def text(self, limit: int) -> str:
        """The whole text. Raises InputError when the file is larger than `limit` bytes."""
        if self.size > limit:
            raise InputError(
                f"{self.name} has {self.size:,} bytes; a file of this kind may have {limit:,}.",
                fix="Split it, or export it as CSV.",
            )
        return b"".join(self.pieces()).decode()


def inspect_text(path: Path, name: str) -> TextFile:
    """Hash the file and decide its encoding: by its mark, else UTF-16 by its NULs, else UTF-8, else cp1252.

    Raises InputError when it is empty, binary, cut inside a character or in no encoding that can be told.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    size = path.stat().st_size
    if not start.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe") and size <= len(start):
        raise InputError(f"{name} is empty.", fix="Export it again, or leave it out.")
    _refuse_binary(start, name)
    encoding, skip = _guess_encoding(start)
    sha256, failed = _check_text(path, encoding, skip, name)
    if failed and encoding == "utf-8" and not skip:
        encoding = "cp1252"
        sha256, failed = _check_text(path, encoding, skip, name)
    if failed:
        raise InputError(
            f"{name}: {failed}; its encoding cannot be told.",
            fix="Export it again as UTF-8, or open it in a spreadsheet and save it as CSV UTF-8.",
        )
    return TextFile(path, name, sha256, encoding, skip, size)


def hash_file(path: Path) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_binary(start: bytes, name: str) -> None:
    head = start.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for magic, what in _MAGIC:
        if start.startswith(magic) or head.startswith(magic.lower()):
            raise InputError(
                f"{name} is {what}, not the text that its ending promises.",
                fix="Export it as CSV, TSV, XLSX, Parquet or JSON, with the ending of its kind.",
            )


def _guess_encoding(start: bytes) -> tuple[str, int]:
    for mark, encoding in _BOMS:
        if start.startswith(mark) and (not encoding.startswith("utf-32") or len(start) % 4 == 0):
            return encoding, len(mark)
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > 4 * even and odd * 20 > len(start):
        return "utf-16-le", 0
    if even > 4 * odd and even * 20 > len(start):
        return "utf-16-be", 0
    return "utf-8", 0


def _check_text(path: Path, encoding: str, skip: int, name: str) -> tuple[str, str | None]:
    """The hash of the file, and what is wrong with its text in this encoding, if anything.

    Raises InputError where no other encoding would help: NUL characters, or UTF-8 that is cut or damaged.
    """
    digest, done, foreign = hashlib.sha256(), skip, False
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        digest.update(file.read(skip))
        while True:
            piece = file.read(PIECE)
            digest.update(piece)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                foreign = foreign or not error.object[: error.start].isascii()
                place = done + len(piece) - len(error.object) + error.start
                line = _read_start(path, skip, place).decode(encoding).count("\n") + 1
                return "", _judge_failure(error, encoding, name, line, foreign, at_end=not piece)
            done += len(piece)
            if "\x00" in text:
                raise InputError(
                    f"{name} holds NUL characters: it is not a text file, or it was damaged.",
                    fix="Export it again as CSV UTF-8.",
                )
            if not piece:
                return digest.hexdigest(), None
            foreign = foreign or not text.isascii()


def _read_start(path: Path, skip: int, end: int) -> bytes:
    with path.open("rb") as file:
        file.seek(skip)
        return file.read(end - skip)


def _judge_failure(
    error: UnicodeDecodeError, encoding: str, name: str, line: int, foreign: bool, *, at_end: bool
) -> str | None:
    """Say what failed; raise where valid UTF-8 stood before it, since then another encoding would garble that."""
    found = error.object[error.start : error.start + 1]
    if encoding == "cp1252" or not foreign:
        return f"line {line} holds the byte 0x{found.hex()}, which {encoding} does not know"
    if at_end:
        raise InputError(
            f"{name} ends in the middle of a character (line {line}): the file was cut off.",
            fix="Copy or export it again.",
        )
    raise InputError(
        f"{name} is {encoding.upper()} up to line {line}, which holds the byte 0x{found.hex()} of another encoding.",
        fix="Save it as CSV UTF-8 in one encoding.",
    )
