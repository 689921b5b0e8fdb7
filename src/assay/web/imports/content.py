"""Whether an uploaded file may be what its name says, told from its first bytes.

Programs and unknown kinds are refused. Reading it later says what else is wrong with it.
"""

import re
import unicodedata
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.sources.files import READABLE
from assay.sources.zip_file import open_zip
from assay.words.speech.sound import is_recording

#: bytes that are enough to judge by
LOOKED_AT = 4096

_ZIP, _PARQUET = b"PK\x03\x04", b"PAR1"
_MAGIC = (
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"#!", "a script"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"SQLite format 3", "a database"),
    (b"<html", "a web page"),
    (b"<!doctype html", "a web page"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def name_kinds() -> str:
    """What may be uploaded, in words."""
    return "CSV, TSV, TXT, XLSX, Parquet, JSON, NDJSON, VTT, SRT, ZIP, WAV, MP3, M4A, OGG, FLAC"


def clean_name(given: str) -> str:
    """A name of at most 150 bytes that is safe in any folder and on any page, with the ending that it came with."""
    base = unicodedata.normalize("NFC", PurePosixPath(given.replace("\\", "/")).name)
    safe = re.sub(r"[^\w .()+=,&@~-]", "_", base).strip(". ") or "file"
    stem, dot, ending = safe.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = safe, ""
    stem = stem.encode()[: 150 - len(ending.encode()) - 1].decode(errors="ignore").strip() or "file"
    return f"{stem}.{ending}" if ending else stem


def judge_beginning(name: str, start: bytes) -> None:
    """Raises InputError when a file of this name cannot begin like that."""
    ending = Path(name).suffix.lower()
    if is_recording(name):
        _judge_sound(name, start)
        return
    if ending != ".zip" and ending not in READABLE:
        shown = ending or _("no ending")
        raise _refuse(name, _("files with %(ending)s are not read") % {"ending": shown})
    kind = READABLE.get(ending, "zip")
    if kind in {"zip", "xlsx"}:
        if not start.startswith(_ZIP):
            raise _refuse(name, _("it does not begin as such a file does"))
        return
    if kind == "parquet":
        if not start.startswith(_PARQUET):
            raise _refuse(name, _("it does not begin as a Parquet file does"))
        return
    _judge_text(name, start)


def _judge_sound(name: str, start: bytes) -> None:
    """Every kind of recording has a beginning of its own; what lies behind it is told when the file is looked at."""
    is_known = start.startswith((b"RIFF", b"RF64", b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3")) or start[4:8] == b"ftyp"
    # MP3 and AAC without a head begin with eleven set bits
    is_frame = len(start) > 1 and start[0] == 0xFF and start[1] & 0xE0 == 0xE0
    if not is_known and not (is_frame and Path(name).suffix.lower() in {".mp3", ".aac"}):
        raise _refuse(name, _("it does not begin as a recording does"))


def _judge_text(name: str, start: bytes) -> None:
    low = start.lstrip().lower()
    found = next((what for magic, what in _MAGIC if low.startswith(magic.lower()) or start.startswith(magic)), "")
    if start.startswith((_ZIP, _PARQUET)):
        found = "a zip, Excel or Parquet file"
    if start.startswith(b"MZ") and b"\0" in start:
        found = "a program"
    if found:
        raise _refuse(name, _("its content is %(found)s") % {"found": found})
    # UTF-16 and UTF-32 have zeros in every other place; anything else with zeros is no text
    zeros = start.count(b"\0")
    if zeros and not start.startswith(_WIDE_MARKS) and zeros < len(start) // 4:
        raise _refuse(name, _("it holds bytes that are no text"))


def judge_whole(path: Path, name: str) -> None:
    """Raises InputError when a zip is damaged, encrypted, leads out of itself, or would unpack to too much."""
    if Path(name).suffix.lower() in {".zip", ".xlsx", ".xlsm"}:
        with open_zip(path, name):
            pass


def _refuse(name: str, why: str) -> InputError:
    return InputError(
        _("%(name)s is refused: %(why)s.") % {"name": name, "why": why},
        fix=_("Expected is one of these, and content to match: %(kinds)s.") % {"kinds": name_kinds()},
    )
