"""What templates get: typed contexts, each field explained and used."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from jinja2 import nodes

import assay.reports
from assay.reports.deal_page import DealPage
from assay.reports.lost_list import ListPage
from assay.reports.pages import make_environment
from assay.reports.team_page import TeamPage

TEMPLATES = Path(assay.reports.__file__).parent / "templates"

PAGES: list[tuple[type[Any], tuple[str, ...]]] = [
    (DealPage, ("page.html", "deal.html", "parts.html", "timeline.html", "reasons.html")),
    (TeamPage, ("page.html", "team.html", "chart.html", "deals.html")),
    (ListPage, ("page.html", "list.html", "deals.html")),
]


def list_classes(page: type[Any], seen: tuple[type[Any], ...] = ()) -> Iterator[type[Any]]:
    """The context and every dataclass that its fields hold, one that holds its own kind once."""
    yield page
    for hint in get_type_hints(page).values():
        for part in walk_hint(hint):
            if dataclasses.is_dataclass(part) and isinstance(part, type) and part not in (page, *seen):
                yield from list_classes(part, (page, *seen))


def walk_hint(hint: Any) -> Iterator[Any]:
    yield hint
    for part in get_args(hint):
        yield from walk_hint(part)


def list_attributes(names: tuple[str, ...]) -> set[str]:
    found = set()
    for name in names:
        tree = make_environment().parse((TEMPLATES / name).read_text(encoding="utf-8"))
        found |= {node.attr for node in tree.find_all(nodes.Getattr)}
    return found


@pytest.mark.parametrize(("page", "templates"), PAGES)
def test_every_field_is_used_by_its_template(page: type[Any], templates: tuple[str, ...]) -> None:
    fields = {(cls.__name__, field.name) for cls in list_classes(page) for field in dataclasses.fields(cls)}
    used = list_attributes(templates)
    assert {field for field in fields if field[1] not in used} == set()


@pytest.mark.parametrize(("page", "templates"), PAGES)
def test_every_field_is_explained(page: type[Any], templates: tuple[str, ...]) -> None:
    for cls in set(list_classes(page)):
        assert cls.__doc__
        hints = get_type_hints(cls, include_extras=True)
        assert all(isinstance(getattr(hint, "__metadata__", (0,))[0], str) for hint in hints.values()), cls


def test_no_template_turns_escaping_off() -> None:
    for path in TEMPLATES.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", "")
        assert "autoescape" not in text
