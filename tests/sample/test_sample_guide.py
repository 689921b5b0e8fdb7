"""The guide's table, the stories and the files say the same."""

import re
from pathlib import Path

from assay.sample.script import read_stories
from sample.export import Export

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "sample-company.md"
#: how many requirements each letter has
LETTERS = {"F": 11, "M": 8, "A": 8, "T": 12, "G": 10}


def read_guide() -> list[tuple[str, str]]:
    """Requirement and deal of each line of the table; a deal in brackets stands for several."""
    lines = GUIDE.read_text(encoding="utf-8").splitlines()
    return re.findall(r"^\| ([FMATG]\d+) \| (.+?) \|", "\n".join(lines), re.MULTILINE)


def test_every_requirement_has_an_example() -> None:
    wanted = {f"{letter}{number}" for letter, count in LETTERS.items() for number in range(1, count + 1)}
    assert {requirement for requirement, _ in read_guide()} == wanted


def test_every_deal_of_the_guide_is_in_the_files(export: Export) -> None:
    names = {row["Name"] for row in export.rows("Opportunity")}
    assert [deal for _, deal in read_guide() if not deal.startswith("(") and deal not in names] == []


def test_each_story_says_of_itself_what_the_guide_says_of_it() -> None:
    told = {(requirement, story.facts["deal"]) for story in read_stories() for requirement in story.shows}
    assert {pair for pair in read_guide() if not pair[1].startswith("(")} == told


def test_every_example_has_a_test_of_its_own() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_sample_*.py"))
    assert [name for name, _ in read_guide() if f"def test_{name.lower()}_" not in tests] == []
