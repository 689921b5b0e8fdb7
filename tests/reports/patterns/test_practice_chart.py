"""The chart of practices: what can be told, and what cannot, from the very same numbers."""

from assay.reports.charts import write_csv
from assay.reports.patterns.practices import PracticeRow, chart_practices

TOLD = PracticeRow("announce", 120, 110, 8, (0.30, 0.22, 0.38), "associated_more")
UNTOLD = PracticeRow("guide", 4, 6, 2, None, "not_enough")


def test_a_difference_is_drawn_in_points_with_its_counts() -> None:
    drawn = chart_practices([TOLD, UNTOLD])
    assert drawn is not None
    assert (
        write_csv(drawn[0]).splitlines()[1] == "announcing early: buyers who agree,30,22,38,120,110,8,associated more"
    )
    assert "n = up to 230 deals or buyers" in drawn[1].about


def test_what_cannot_be_told_says_so_in_its_place() -> None:
    drawn = chart_practices([TOLD, UNTOLD])
    assert drawn is not None
    picture = str(drawn[1].picture.wide)
    assert picture.count(">not enough to tell<") == 1
    assert drawn[1].table[1][1] == "not enough to tell"


def test_where_none_can_be_told_the_chart_says_so_of_each() -> None:
    drawn = chart_practices([UNTOLD, UNTOLD])
    assert drawn is not None
    assert "not enough to tell" in str(drawn[1].picture.narrow)


def test_without_practices_nothing_is_drawn() -> None:
    assert chart_practices([]) is None
