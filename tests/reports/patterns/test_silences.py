"""Silences of open deals, by how long they have lasted, tell of no single deal out of sight."""

import duckdb
import pytest

from assay.reports.patterns.floor import FLOOR
from assay.reports.patterns.silences import chart_silences

Row = tuple[int, bool, bool]


def count_bars(rows: list[Row]) -> dict[tuple[str, str], int] | None:
    """rows: days of silence, whether longer than usual, whether out of sight."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE silence(deal_id BIGINT, silence_days BIGINT, usual_until BIGINT)")
        connection.execute("CREATE TABLE moment(deal_id BIGINT, as_of BIGINT, view VARCHAR, is_hidden BOOLEAN)")
        for number, (days, is_long, is_hidden) in enumerate(rows):
            connection.execute("INSERT INTO silence VALUES (?, ?, ?)", [number, days, 0 if is_long else 2])
            connection.execute("INSERT INTO moment VALUES (?, 1, 'open', ?)", [number, is_hidden])
        drawn = chart_silences(connection)
    return None if drawn is None else {(str(row[0]), str(row[1])): int(str(row[2])) for row in drawn[0].rows}


def test_deals_in_sight_stand_in_their_own_bands() -> None:
    bars = count_bars([(3, False, False), (40, True, False), (200, True, False)])
    assert bars is not None
    assert len(bars) == 14
    assert (bars["0–7", "usual so far"], bars["31–60", "longer than usual"]) == (1, 1)
    assert bars["over 180", "longer than usual"] == 1


@pytest.mark.parametrize("is_long", [False, True])
def test_a_bar_of_one_deal_out_of_sight_is_put_to_its_neighbour(is_long: bool) -> None:
    bars = count_bars([*((100, is_long, True) for _ in range(FLOOR)), (200, is_long, True), (3, False, False)])
    assert bars is not None
    assert max(bars.values()) == FLOOR + 1
    assert sorted(count for count in bars.values() if count) == [1, FLOOR + 1]


def test_nothing_is_drawn_where_one_colour_tells_of_a_single_deal() -> None:
    assert count_bars([*((100, False, True) for _ in range(FLOOR)), (200, True, True)]) is None


def test_without_silences_nothing_is_drawn() -> None:
    assert count_bars([]) is None
