"""Columns that no rule uses are kept, with a description of each."""

import json

from sources.mapping.conftest import Desk, parse_feed

DEALS = parse_feed("require: [Id]\ndrop: ['_loader*', Secret]\nrows: [{table: deal, id: Id, set: {name: Name}}]")


def test_unknown_columns_land_in_custom_without_their_empty_cells(desk: Desk) -> None:
    desk.map(
        DEALS,
        ["Id", "Name", "Region", "Score", "_loader_id", "secret"],
        ("1", "a", "East", "", "9", "x"),
        ("2", "b", "", "", "9", "x"),
    )
    assert desk.column("deal", "custom") == ['{"Region":"East"}', None]


def test_three_hundred_unknown_columns_are_kept(desk: Desk) -> None:
    names = [f"Field {number}" for number in range(300)]
    desk.map(DEALS, ["Id", "Name", *names], ("1", "a", *(str(number) for number in range(300))))
    custom = json.loads(str(desk.column("deal", "custom")[0]))
    assert custom == {name: str(number) for number, name in enumerate(names)}
    assert len(desk.column("source_field", "field")) == 300


def test_a_field_is_described_by_its_values(desk: Desk) -> None:
    headings = ["Id", "Name", "Word", "Number", "Day", "Time", "Flag", "Empty"]
    rows = [
        ("1", "a", "x", "1.5", "2024-01-01", "2024-01-01T10:00:00Z", "true", ""),
        ("2", "b", "", "-3", "2024-02-01", "2024-01-02 11:00", "No", "n/a"),
    ]
    desk.map(DEALS, headings, *rows)
    assert desk.staged("source_field", "field, type, fill_share, examples", "field") == [
        ("Day", "day", 1.0, '["2024-01-01","2024-02-01"]'),
        ("Flag", "yes_no", 1.0, '["No","true"]'),
        ("Number", "number", 1.0, '["-3","1.5"]'),
        ("Time", "time", 1.0, '["2024-01-01T10:00:00Z","2024-01-02 11:00"]'),
        ("Word", "text", 0.5, '["x"]'),
    ]
    assert desk.column("source_field", "row") == [None] * 5


def test_fields_of_rows_above_are_left_to_those(desk: Desk) -> None:
    desk.map(DEALS, ["Id", "Name", "../company", "Own"], ("1", "a", "Acme", "o"))
    assert desk.column("deal", "custom") == ['{"Own":"o"}']
