"""A text before and after, for a terminal; and the key with which placeholders are put back later."""

import json
from pathlib import Path

from assay.domain.errors import InputError
from assay.store.durable import write_durably
from assay.store.home import Home
from assay.words.redaction.record_names import read_names
from assay.words.redaction.redacting import Redaction, redact, restore_by
from assay.words.redaction.span import KINDS

_BY = {"rule": "a pattern", "crm": "the record", "model": "the language model", "person": "a person"}


def show_redaction(
    home: Home, text: str, *, deal_id: int | None = None, amounts: bool = False, key: Path | None = None
) -> str:
    """The text as it may be shown, and what is hidden in it. key: a file to write the hidden words to."""
    redaction = redact(text, read_names(home, [text], deal_id), amounts=amounts)
    if key:
        write_key(redaction, key)
    return write_redaction(redaction)


def write_redaction(redaction: Redaction) -> str:
    """First what stands there after it, then each placeholder with the words before it."""
    return "\n".join([redaction.text.rstrip("\n"), "", *list_hidden(redaction)])


def list_hidden(redaction: Redaction) -> list[str]:
    """Each placeholder with the words before it, and what to know of how they were found."""
    lines = []
    seen = set()
    for one in redaction.hidden:
        words = redaction.original[one.span.start : one.span.end]
        if (one.holder, words) not in seen:
            seen.add((one.holder, words))
            lines.append(f"{one.holder:14} {words!r}, found by {_BY[one.span.by]}")
    if not seen:
        lines.append("Nothing was found to hide.")
    if redaction.note:
        lines.append(redaction.note)
    return [*lines, "No program finds everything: read it before it goes anywhere."]


def write_key(redaction: Redaction, path: Path) -> None:
    """The words behind each placeholder, as JSON that its owner alone may read."""
    words = {one.holder: redaction.original[one.span.start : one.span.end] for one in reversed(redaction.hidden)}
    told = {"kinds": list(KINDS.values()), "words": words, "digest": redaction.digest}
    write_durably(path, json.dumps(told, ensure_ascii=False, indent=1))
    path.chmod(0o600)


def show_restored(text: str, key: Path) -> str:
    """A text with the words of a key put back. Raises InputError for a file that is no key."""
    try:
        words = json.loads(key.read_text(encoding="utf-8"))["words"]
        return restore_by(text, {str(holder): str(word) for holder, word in words.items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{key} is no key of hidden words.", fix="Give the file that assay redact --key wrote."
        ) from error
