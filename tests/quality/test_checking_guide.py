"""The guide names everything that is looked for."""

from pathlib import Path

from assay.quality.remark import Remark

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "checking.md"


def test_the_guide_names_every_remark(clean: dict[str, Remark]) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert [title for title in clean if title not in text] == []
