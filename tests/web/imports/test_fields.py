"""The form of a file that no profile knows."""

from pathlib import Path
from typing import Any

import pytest

from assay.sources.looking import look_at_paths
from assay.store.home import open_home
from assay.web.imports.fields import FileFields, read_fields

UNKNOWN = (
    "Ref,Name of it,Sales phase,Expected closing\n"
    "A1,Alpha,Won,03/04/2024\nA2,\u202eBeta,<b>Abandoned</b>,01/02/2024\nA3,=1+1,Forthcoming,05/02/2024\n"
)
CHOSEN = {
    "kind-0": "deals",
    "f-0-id": "Ref",
    "f-0-name": "Name of it",
    "f-0-stage": "Sales phase",
    "f-0-closed": "Expected closing",
    "order-0": "dmy",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder: Path = tmp_path_factory.mktemp("looked")
    (folder / "crm.csv").write_text(UNKNOWN, encoding="utf-8")
    found = look_at_paths(open_home(str(folder / "home")), [folder / "crm.csv"], scratch=folder / "scratch").as_json()
    return {**found["files"][0], "index": 0}


def test_a_choice_that_will_do_is_taken(file: dict[str, Any]) -> None:
    choice, problems = read_fields(file, CHOSEN)
    assert problems == []
    assert choice["columns"]["stage"] == "Sales phase"
    assert choice["order"] == "dmy"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"f-0-id": "", "f-0-name": ""}, "choose the heading of the id or of the name"),
        ({"f-0-name": "Ref"}, "Ref is chosen for two fields"),
        ({"f-0-stage": "<script>"}, "cannot be left out"),
        ({"kind-0": "cats"}, "say what its rows are"),
        ({"kind-0": ""}, "say what its rows are"),
        ({"kind-0": "contacts", "f-0-id": ""}, "choose an id, an address or a name"),
        ({"order-0": ""}, "day first or month first"),
        ({"order-0": "ymd"}, "day first or month first"),
    ],
)
def test_a_choice_that_will_not_do_says_why(file: dict[str, Any], fields: dict[str, str], said: str) -> None:
    _choice, problems = read_fields(file, {**CHOSEN, **fields})
    assert [said in problem for problem in problems] == [True]


def test_headings_are_offered_with_samples_and_what_can_be_read(file: dict[str, Any]) -> None:
    form = FileFields(file, "deals", {"kind": "deals", "columns": {"closed": "Expected closing"}})
    (closed,) = [field for field in form.fields if field.name == "closed"]
    assert closed.options[0].label == "Expected closing: 03/04/2024 | 01/02/2024 | 05/02/2024 (3 of 3 rows)"
    assert closed.chosen.startswith("3 of 3 rows can be read")
    assert form.undecided == "03/04/2024 | 01/02/2024 | 05/02/2024"


def test_deals_without_an_id_need_a_name_alone(file: dict[str, Any]) -> None:
    choice, problems = read_fields(file, {**CHOSEN, "f-0-id": ""})
    assert problems == []
    assert "id" not in choice["columns"]
    (id_,) = [field for field in FileFields(file, "deals", choice).fields if field.name == "id"]
    assert (id_.none, id_.is_spared) == ("no id: tell deals apart by name, account and opening day", True)
