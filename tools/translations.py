"""Collects what the application says to people into its catalogues, and compiles them.

`--check` writes nothing and fails when a catalogue would change, or holds a message that is not translated.
Babel alone does it, so that no machine needs GNU gettext and every machine makes the same bytes.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import allauth
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize
from jinja2.ext import babel_extract

from assay.reports.naming import NAMERS
from assay.signals.discovery import find_signals
from assay.web.spoken_taxonomy import CONTEXT
from assay.words.taxonomy import load_taxonomy

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "assay"
CATALOGUE = SOURCE / "web" / "locale" / "de" / "LC_MESSAGES" / "django.po"
PARTS = ("web", "jobs")
#: rooms below the web whose sentences are said in the language of the reader (domain/tongue.py)
SPOKEN = ("domain", "words", "runs", "reports")
SAID = {"say": None, "say_counted": (1, 2), "mark": None, "mark_counted": (1, 2)}
#: templates of reports that speak the language of the reader
REPORTS = (
    *("chart.html", "deal.html", "deals.html", "page.html", "parts.html", "reasons.html", "team.html", "themes.html"),
    "timeline.html",
)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
#: how allauth addresses people in German, which we do not
INFORMAL = re.compile(r"\b(du|dein\w*|dich|dir|gib|melde|klicke|wähle|versuche|habe)\b", re.IGNORECASE)
BORROWED_FROM = re.compile(r"(templates/)?(account|mfa|usersessions|socialaccount)/(?!providers/)")
#: one found message: the file, its number in there, the words (two of them where there is a plural), the context
Found = tuple[str, int, str | tuple[str, ...], list[str], str | None]


class German(Catalog):
    """A catalogue whose head tells no time and no version, so that it is the same wherever it is written."""

    mime_headers = [
        ("Language", "de"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]


def read_template(path: Path) -> bytes:
    """A template as Python that says the same messages on the same lines, each line from its first column."""
    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.lstrip() for line in text.split("\n")).encode()


def find_messages() -> Iterator[Found]:
    """Every message of the application, file by file in the order of their names."""
    for path in sorted(path for part in PARTS for path in (SOURCE / part).rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            text = path.read_bytes()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            text = read_template(path)
        else:
            continue
        name = path.relative_to(ROOT).as_posix()
        found = extract(
            "python", BytesIO(text), keywords=KEYWORDS, comment_tags=["Translators:"], strip_comment_tags=True
        )
        yield from ((name, number, words, comments, context) for number, words, comments, context in found)


def find_report_messages() -> Iterator[Found]:
    """What reports say and their templates, and what signals are called, ask, say and miss, and when they fire."""
    for path in sorted(path for room in SPOKEN for path in (SOURCE / room).rglob("*.py")):
        name, code = path.relative_to(ROOT).as_posix(), path.read_bytes()
        found = extract("python", BytesIO(code), keywords=SAID) if b"assay.domain.tongue" in code else ()
        yield from ((name, number, words, comments, context) for number, words, comments, context in found)
    for name in REPORTS:
        path = SOURCE / "reports" / "templates" / name
        with path.open("rb") as file:
            for number, _function, words, comments in babel_extract(file, ("_", "gettext", "ngettext"), (), {}):
                words = tuple(word for word in words if word) if isinstance(words, tuple) else words
                if words:
                    yield path.relative_to(ROOT).as_posix(), number, words, comments, None
    for signal in sorted(find_signals(), key=lambda signal: signal.name):
        path = SOURCE / "signals" / f"{signal.name.replace('.', '/')}.py"
        names = (name.replace("_", " ") for name in (signal.family, *sorted(signal.thresholds)))
        named = (words for words, _find in NAMERS.get(signal.name, ()))
        told = (signal.text.title, signal.text.question, signal.text.fires, signal.text.says, signal.text.unknown)
        for text in (*told, *named, *names):
            yield path.relative_to(ROOT).as_posix(), 0, text, [], None


def find_taxonomy_messages() -> Iterator[Found]:
    """The names and definitions in the shipped taxonomy, each once."""
    taxonomy = load_taxonomy()
    names = [one.name for one in taxonomy.themes]
    names += [one.name for one in taxonomy.groups] + [one.name for one in taxonomy.drivers]
    names += [one.definition for one in taxonomy.themes] + [one.definition for one in taxonomy.drivers]
    yield from (("src/assay/tables/taxonomy.yml", 0, name, [], CONTEXT) for name in names)


def list_strings(message: Message) -> list[str]:
    """The translations of a message: one, or one for each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def borrow_messages(own: Catalog) -> Iterator[tuple[Any, str]]:
    """Messages of allauth that we show and whose own German says "du" or is missing: ours stands before it."""
    for message in read_catalogue(Path(allauth.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "django.po"):
        names = [name for name, _number in message.locations if BORROWED_FROM.match(name)]
        names = [name for name in names if not (SOURCE / "web" / name).exists()]
        strings = list_strings(message)
        is_well = all(strings) and not message.fuzzy and not any(INFORMAL.search(string) for string in strings)
        if message.id and names and not is_well and message.id not in own:
            yield message.id, f"allauth/{names[0]}"


def collect_messages() -> Catalog:
    """What people are told, without translations."""
    collected = Catalog(charset="utf-8")
    found = (*find_messages(), *find_report_messages(), *find_taxonomy_messages())
    for name, _number, words, comments, context in found:
        if words and words != "":
            # without line numbers, which would change the catalogue at every edit
            collected.add(words, locations=[(name, 0)], auto_comments=comments, context=context)
    for words, name in list(borrow_messages(collected)):
        collected.add(words, locations=[(name, 0)])
    return collected


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """A catalogue as it is kept, with its translations."""
    with path.open("rb") as file:
        return read_po(file, locale="de", charset="utf-8")


def renew_catalogue() -> Catalog:
    """The kept catalogue with what is new in it and without what is no longer said."""
    kept, collected = read_catalogue(), collect_messages()
    renewed = German(locale="de", charset="utf-8", header_comment=kept.header_comment, fuzzy=False)
    for message in collected:
        if message.id:
            before = kept.get(message.id, message.context)
            # a plural that was a single message before is translated anew
            fits = before is not None and isinstance(before.string, str) == isinstance(message.id, str)
            renewed.add(
                message.id,
                before.string if fits and before else None,
                locations=message.locations,
                flags=message.flags,
                auto_comments=message.auto_comments,
                user_comments=before.user_comments if before else (),
                context=message.context,
            )
    return renewed


def write_catalogue(catalogue: Catalog) -> bytes:
    """The catalogue as people edit it."""
    file = BytesIO()
    write_po(file, catalogue, width=120, sort_output=False, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def compile_catalogue(catalogue: Catalog) -> bytes:
    """The catalogue as Django reads it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def list_untranslated(catalogue: Catalog) -> list[str]:
    """Messages without words, or with words that nobody has confirmed."""
    missing = []
    for message in catalogue:
        if message.id and (message.fuzzy or not all(list_strings(message))):
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    return missing


def main() -> int:
    """Writes the catalogues; with `--check`, only says what would change."""
    renewed = renew_catalogue()
    wanted = {CATALOGUE: write_catalogue(renewed), CATALOGUE.with_suffix(".mo"): compile_catalogue(renewed)}
    missing = list_untranslated(renewed)
    for message in missing:
        sys.stderr.write(f"not translated: {message}\n")
    if "--check" not in sys.argv[1:]:
        for path, content in wanted.items():
            path.write_bytes(content)
        return 0
    old = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    for path in old:
        sys.stderr.write(f"{path.relative_to(ROOT)} is not in step: run `make translations`\n")
    return 1 if old or missing else 0


if __name__ == "__main__":
    sys.exit(main())
