"""The person taken out of the other files of the home: answers that are kept, letters, uploads, what is made ahead."""

import email
import json
import shutil
import zipfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from assay.asking.forgetting.kept import Source
from assay.sources.forgotten.hashed import fold
from assay.sources.forgotten.masking import Mask
from assay.sources.forgotten.sweeping import ERASED
from assay.store.duckdb_engine import open_connection
from assay.store.durable import write_durably
from assay.store.home import Home
from assay.store.quoting import quote_name, quote_text

#: what is made of the record and the results, and made again when it is asked for
_MADE_AHEAD = ("catalogue", "days", "learned", "papers", "reports", "work")
#: what is gone through in a way of its own, or holds nobody
_ELSEWHERE = frozenset(
    {"record", "results", "kept", "recordings", "compiled", "static", "secret.key", "forgotten.json"}
)
_PLAIN = frozenset(
    [".yml", ".yaml", ".json", ".jsonl", ".toml", ".csv", ".tsv", ".txt", ".vtt", ".srt", ".html", ".htm", ".md"]
)


def drop_made_ahead(home: Home) -> int:
    """Removes pages, lists and reports that were made ahead; how many files."""
    count = 0
    for name in _MADE_AHEAD:
        folder = home.path / name
        count += sum(1 for path in folder.rglob("*") if path.is_file())
        shutil.rmtree(folder, ignore_errors=True)
    return count


def forget_in_files(home: Home, source: Source) -> tuple[int, int]:
    """Masks the person in plain files, and removes all others that tell of the person; how many of each."""
    masked = removed = 0
    for path in list(_list_files(home)):
        done = _change_file(path, source)
        masked, removed = masked + (done == "masked"), removed + (done == "removed")
    return masked, removed


def _list_files(home: Home) -> Iterator[Path]:
    for entry in sorted(home.path.iterdir()):
        if entry.name in _ELSEWHERE or entry.name.startswith("workflow.sqlite3"):
            continue
        yield from (path for path in (sorted(entry.rglob("*")) if entry.is_dir() else [entry]) if path.is_file())


def _change_file(path: Path, source: Source) -> str:
    kind = path.suffix.lower()
    if kind in _PLAIN:
        text = _read_text(path)
        if text is not None:
            return _change_text(path, text, source)
    try:
        tells = any(source.mask.mask_near(text) != text for text in _read_parts(path, kind) if _has(text, source))
    except (OSError, ValueError, zipfile.BadZipFile):
        return ""
    if tells:
        path.unlink()
        return "removed"
    return ""


def _read_text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except ValueError:  # of another encoding: it is looked at as a whole
        return None


def _change_text(path: Path, text: str, source: Source) -> str:
    deal = path.stem.rpartition("-")[2]
    is_near = deal.isascii() and deal.isdecimal() and int(deal) in source.found.deals
    mask = mask_said(source.mask, source.found.said) if is_near else source.mask.mask
    if path.suffix.lower() == ".json" and "\\u" in text:
        try:
            changed = json.dumps(mask_json(json.loads(text), mask), ensure_ascii=False, indent=1)
        except ValueError:
            changed = mask(text)
    else:
        changed = mask(text)
    if changed == text:
        return ""
    write_durably(path, changed)
    return "masked"


def mask_said(mask: Mask, said: Collection[str]) -> Callable[[str], str]:
    """Masks texts near the person, and takes out what the person said."""

    def cover(text: str) -> str:
        for one in said:
            text = text.replace(one, ERASED)
        return mask.mask_near(text)

    return cover


def mask_json(value: Any, mask: Callable[[str], str]) -> Any:
    """Plain data with every text in it masked."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [mask_json(one, mask) for one in value]
    if isinstance(value, dict):
        return {mask(str(name)): mask_json(one, mask) for name, one in value.items()}
    return value


def _has(text: str, source: Source) -> bool:
    low = fold(text)
    return any(needle in low for needle in source.needles.texts) or bool(source.needles.numbers)


def _read_parts(path: Path, kind: str) -> Iterator[str]:
    """What stands in a file, a part at a time, as far as it can be read."""
    if kind == ".parquet":
        yield from _read_parquet(path)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for entry in packed.infolist():
                yield packed.read(entry).decode("utf-8", "replace")
    else:
        content = path.read_bytes()
        yield content.decode("utf-8", "replace")
        yield content.decode("cp1252", "replace")
        if kind in ("", ".log", ".eml"):
            yield from _read_letter(content)


def _read_letter(content: bytes) -> Iterator[str]:
    for part in email.message_from_bytes(content).walk():
        decoded = part.get_payload(decode=True)
        if isinstance(decoded, bytes):
            yield decoded.decode("utf-8", "replace")


def _read_parquet(path: Path) -> Iterator[str]:
    with open_connection() as connection:
        file = f"read_parquet({quote_text(str(path))})"
        for row in connection.execute(f"DESCRIBE SELECT * FROM {file}").fetchall():
            for (cell,) in connection.execute(f"SELECT DISTINCT {quote_name(row[0])}::VARCHAR FROM {file}").fetchall():
                if cell:
                    yield str(cell)
