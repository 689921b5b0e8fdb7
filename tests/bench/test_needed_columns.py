"""The columns behind a query, and behind what signals read."""

from assay.signals.discovery import find_signals
from bench.needed_columns import find_columns, find_needed


def test_a_column_that_nothing_rests_on_is_not_needed() -> None:
    query = "SELECT t.a FROM (SELECT a, b, c FROM rows WHERE c > 1) AS t"
    assert find_columns(query, {"rows": ["a", "b", "c", "d"]}) == {"rows": {"a", "c"}}


def test_columns_are_followed_through_stars_windows_and_joins() -> None:
    query = """WITH told AS (SELECT *, row_number() OVER (PARTITION BY a ORDER BY b) AS place FROM rows)
        SELECT told.a, other.y FROM told JOIN other ON told.c = other.x WHERE told.place = 1"""
    found = find_columns(query, {"rows": ["a", "b", "c", "d"], "other": ["x", "y", "z"]})
    assert found == {"rows": {"a", "b", "c"}, "other": {"x", "y"}}


def test_a_signal_of_changes_needs_the_history_and_no_activity() -> None:
    signal = next(one for one in find_signals() if one.name == "process.close_date_pushed")
    needed = find_needed([signal])
    read = {"id", "deal_id", "field", "old_value", "new_value", "changed_at", "sequence", "known_at", "is_deleted"}
    assert set(needed["stage_history"]) == read
    assert needed.keys().isdisjoint({"activity", "deal_event", "deal_presence", "deal_person"})
