"""Reads the words of a signal out of its module's docstring, and refuses one that leaves something unsaid."""

import re
import string

from assay.domain.book import SCHEMAS
from assay.domain.errors import InputError
from assay.domain.signal import SECTIONS, Text

#: Units that pages know how to write.
UNITS = (
    *("days", "hours", "minutes", "people", "fields", "deals", "times", "competitors", "pieces"),
    *("seniority", "share"),
)

#: What the sentence about one deal may name.
PLACEHOLDERS = frozenset({"value", "day", "since"})

_HEADING = re.compile(rf"^({'|'.join(SECTIONS)}):", re.MULTILINE)


def read_text(docstring: str | None, name: str) -> Text:
    """The words of signal `name`.

    raises  InputError when a section is missing, empty, doubled or out of order, when `Value` is no unit that pages
    know, when `Reads` names no table of the book, when `Says` names anything but {value}, {day} and {since}, or {since}
    with a value that is not in days.
    """
    title, *pieces = _HEADING.split(docstring or "")
    found = tuple(pieces[::2])
    if found != SECTIONS:
        raise InputError(
            f"The docstring of signal {name} has the sections {', '.join(found) or 'none'}.",
            fix=f"Write each of these once and in this order: {', '.join(SECTIONS)}.",
        )
    words = {heading.lower(): " ".join(body.split()) for heading, body in zip(found, pieces[1::2], strict=True)}
    words["title"] = " ".join(title.split())
    for heading, body in words.items():
        if not body:
            raise InputError(f"The docstring of signal {name} leaves {heading} empty.", fix="Say it in plain words.")
    _check_words(words, name)
    tables = tuple(table.strip() for table in words.pop("reads").split(","))
    return Text(reads=tables, **words)


def _check_words(words: dict[str, str], name: str) -> None:
    if words["value"] not in UNITS:
        raise InputError(f"Signal {name} gives its value in {words['value']!r}.", fix=f"Use one of {', '.join(UNITS)}.")
    strangers = {table.strip() for table in words["reads"].split(",")} - SCHEMAS.keys()
    if strangers:
        raise InputError(
            f"Signal {name} says that it reads {', '.join(sorted(strangers))}.",
            fix=f"Name tables of the book: {', '.join(SCHEMAS)}.",
        )
    named = {field for _, field, _, _ in string.Formatter().parse(words["says"]) if field is not None}
    if not named <= PLACEHOLDERS:
        raise InputError(
            f"The sentence of signal {name} names {', '.join(sorted(named - PLACEHOLDERS))}.",
            fix="It may name {value}, {day} and {since}.",
        )
    if "since" in named and words["value"] != "days":
        raise InputError(
            f"The sentence of signal {name} names since, but its value is in {words['value']}.",
            fix="{since} lies the value before {day}, so that it must be in days.",
        )
