"""Names in a deal's file can be translated: each that a report may give stands among the collected ones."""

import ast
from pathlib import Path

from assay import reports
from assay.reports import statements
from assay.reports.provenance import INVENTED
from assay.web.deals.file.words import NAMES

REPORTS = Path(reports.__file__).parent


def _list_first_words(path: Path, function: str) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    [found] = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function]
    pairs = [node for node in ast.walk(found) if isinstance(node, ast.Tuple) and len(node.elts) == 2]
    said = [part for pair in pairs for part in ast.walk(pair.elts[0]) if isinstance(part, ast.Constant)]
    return [part.value for part in said if isinstance(part.value, str) and part.value[:1].isupper()]


def test_every_name_of_a_fact_is_collected() -> None:
    head = _list_first_words(REPORTS / "deal_page.py", "_list_head")
    facts = _list_first_words(REPORTS / "facts.py", "_say_facts")
    assert len(head) > 5
    assert len(facts) > 5
    assert set(head + facts) <= set(NAMES)


def test_every_name_of_a_side_is_collected() -> None:
    assert {name for _side, name, _always in (*statements._SIDES, *statements._LATER)} <= set(NAMES)


def test_the_banner_of_an_invented_company_is_collected() -> None:
    assert INVENTED in NAMES
