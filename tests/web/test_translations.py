"""What the application says to people can be translated, and is translated whole."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType
from django.utils.translation import override
from tools.translations import (
    CATALOGUE,
    SOURCE,
    compile_catalogue,
    list_untranslated,
    read_catalogue,
    renew_catalogue,
    write_catalogue,
)

from assay.web.people.models import Role

PLACES = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "aria-description", "label", "summary"}
#: the name of the product, which no language writes otherwise
AS_IT_IS = {"Assay", "Assay · Assay", "· Assay"}


class Said(HTMLParser):
    """Collects what a page says: text, and attributes that are shown or read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in {"script", "style"}
        self.words += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.words.append(data)


def blank_tags(text: str) -> str:
    """A template without tags, variables, comments, what blocktrans holds, and blocks that name classes."""
    kept, ends = [], ""
    for token in Lexer(text).tokenize():
        word = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK and not ends and word in {"blocktrans", "blocktranslate", "comment"}:
            ends = f"end{word}"
        elif token.token_type == TokenType.BLOCK and not ends and token.contents in {"block kind", "block card"}:
            ends = "endblock"
        elif token.token_type == TokenType.BLOCK and word == ends:
            ends = ""
        elif token.token_type == TokenType.TEXT and not ends:
            kept.append(token.contents)
    return "".join(kept)


def find_bare_words(path: Path) -> Iterator[str]:
    text = blank_tags(path.read_text(encoding="utf-8"))
    if path.suffix == ".txt":
        words = text.split("\n")
    else:
        page = Said()
        page.feed(text)
        words = page.words
    for word in (re.sub(r"\s+", " ", word).strip() for word in words):
        if re.search(r"[^\W\d_]{2,}", word) and word not in AS_IT_IS:
            yield word


def list_templates() -> list[Path]:
    found = (path for part in ("web", "jobs") for path in (SOURCE / part).rglob("templates/**/*"))
    return sorted(path for path in found if path.suffix in {".html", ".txt"})


def list_scripts() -> list[Path]:
    return sorted(path for path in (SOURCE / "web").rglob("static/**/*.js"))


def list_pairs() -> Iterator[tuple[str, str]]:
    for message in read_catalogue():
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        yield from zip(ids, strings, strict=True)


def test_the_catalogue_holds_each_message_of_the_application_and_no_other() -> None:
    assert CATALOGUE.read_bytes() == write_catalogue(renew_catalogue()), "run `make translations`"


def test_the_compiled_catalogue_is_made_from_the_written_one() -> None:
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compile_catalogue(renew_catalogue()), "run `make translations`"


def test_no_message_waits_for_its_translation() -> None:
    assert list_untranslated(read_catalogue()) == []


def test_a_translation_fills_in_what_the_message_fills_in() -> None:
    differing = [one for one, other in list_pairs() if sorted(PLACES.findall(one)) != sorted(PLACES.findall(other))]
    assert differing == []


def test_a_translation_begins_and_ends_as_the_message_does() -> None:
    def ends(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], re.search(r"[.:?!]?\s*$", text)[0]  # type: ignore[index]

    differing = [one for one, other in list_pairs() if ends(one) != ends(other)]
    assert differing == []


def test_the_translation_keeps_to_the_formal_address_and_names_no_cause() -> None:
    wrong = re.compile(r"\b(du|dich|dir|dein\w*|weil|aufgrund|wegen|Kunden?|Prospekt\w*|Opportunit\w+)\b")
    told = [re.sub(r"<[^>]*>", "", other) for _one, other in list_pairs()]  # an attribute is no word
    assert [other for other in told if wrong.search(other)] == []


@pytest.mark.parametrize("path", list_templates(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_word_of_a_template_can_be_translated(path: Path) -> None:
    assert list(find_bare_words(path)) == []


@pytest.mark.parametrize("path", list_scripts(), ids=lambda path: path.name)
def test_a_script_says_nothing_that_the_page_has_not_handed_to_it(path: Path) -> None:
    sentence = re.compile(r"""["'`][^"'`\n]*\b[A-Z][a-z]+ [a-z]+[^"'`\n]*["'`]""")
    code = re.sub(r"(?m)^\s*//.*$", "", path.read_text(encoding="utf-8"))
    assert sentence.findall(code) == []


def test_bare_words_are_found_wherever_a_template_says_them(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '{% load i18n %}<p title="one two">{% trans "said" %} three{% blocktrans %}said{% endblock'
        "trans %}</p><style>p {}</style>{{ four }}",
        encoding="utf-8",
    )
    assert list(find_bare_words(page)) == ["one two", "three"]


def test_a_role_is_named_in_the_language_of_the_reader() -> None:
    with override("de"):
        assert str(Role.MANAGER.label) == "Teamleitung"
