"""All that the code says to people stands in the German catalogue, also where a collector would not find it."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override

import assay
from assay.domain.signal import Signal
from assay.domain.tongue import speak
from assay.reports.unknown import FINDERS, say_missing
from assay.runs.concluding.parts import list_parts
from assay.signals.discovery import find_signals
from assay.web.speaking import READER
from reports.made_file import make_deal_file, make_event, make_person
from reports.test_unknown import SIGNALS

SOURCE = Path(assay.__file__).parent
CATALOGUE = SOURCE / "web" / "locale" / "de" / "LC_MESSAGES" / "django.po"
#: what says a message, and how many of its arguments are one
SAYING = {"say": 1, "mark": 1, "say_counted": 2, "mark_counted": 2}
LAZY = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
ROOMS = {"domain": SAYING, "runs": SAYING, "reports": SAYING, "web": LAZY, "jobs": LAZY}


def list_said(room: str) -> Iterator[tuple[str, str]]:
    """Each message that the code of a room says, and its file."""
    saying = ROOMS[room]
    for path in sorted((SOURCE / room).rglob("*.py")):
        code = path.read_text(encoding="utf-8")
        # below the web "say" may be a function of the file's own
        says = saying is LAZY or "assay.domain.tongue" in code
        for node in ast.walk(ast.parse(code)) if says else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for told in node.args[: saying.get(node.func.id, 0)]:
                    if isinstance(told, ast.Constant) and isinstance(told.value, str):
                        yield told.value, path.relative_to(SOURCE).as_posix()


@pytest.fixture(scope="module")
def german() -> set[str]:
    """Every message that the catalogue holds with its words, both forms of those that are counted."""
    with CATALOGUE.open("rb") as file:
        found = [one for one in read_po(file, locale="de") if one.id and one.string]
    return {words for one in found for words in ([one.id] if isinstance(one.id, str) else one.id)}


@pytest.mark.parametrize("room", ROOMS)
def test_every_message_in_the_code_stands_in_the_german_catalogue(room: str, german: set[str]) -> None:
    said = list(list_said(room))
    assert len(said) > 5
    assert [(words, path) for words, path in said if words and words not in german] == []


@pytest.mark.parametrize("signal", sorted(FINDERS))
def test_what_is_missing_of_a_deal_is_said_in_german(signal: str) -> None:
    people = (make_person(1, "Ann", 0, "champion"), make_person(2, "Vic", 4))
    bare = make_deal_file(people=people)
    told = (make_event(1, 2, "meeting"), make_event(2, 3, people=(2,)), make_event(3, 40, "chat", "unknown"))
    for file in (bare, replace(bare, events=told)):
        english = say_missing(SIGNALS[signal], file)
        with override("de"), speak(READER):
            german = say_missing(SIGNALS[signal], file)
        shared = {one.strip() for one in english.split(".")} & {one.strip() for one in german.split(".")}
        assert shared <= {""}
        assert not {"the", "of", "is", "and", "by"} & set(german.split())


def test_every_step_of_what_follows_a_run_is_said_in_german(german: set[str]) -> None:
    assert [part.step for part in list_parts() if part.step not in german] == []


@pytest.mark.parametrize("signal", find_signals(), ids=lambda signal: signal.name)
def test_when_a_signal_fires_is_said_in_german(signal: Signal) -> None:
    with override("de"):
        assert gettext(signal.text.fires).startswith("wenn ")
