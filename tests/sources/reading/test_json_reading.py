"""JSON and NDJSON of any nesting."""

import json
from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.sources import json_file
from sources.reading.reading_desk import ReadingDesk

DEMO = Path(__file__).parents[4] / "shared" / "data" / "lost_deals_demo" / "demo_10_deals.json"


def test_every_array_of_objects_is_a_table_that_knows_what_is_around_it(desk: ReadingDesk) -> None:
    document = {
        "company": "Acme",
        "deals": [
            {"id": 1, "people": [{"name": "Ann"}, {"name": "Bob", "title": "CFO"}], "tags": ["a", 2, 0.5]},
            {"id": 2, "people": [], "owner": {"name": "Eve", "teams": [{"t": "x"}]}},
        ],
    }
    deals, people, teams = desk.read(desk.put("a.json", json.dumps(document)))
    assert (deals.name, deals.kind, deals.stem) == ("a.json#deals[]", "json", "a")
    assert deals.headings == ("id", "tags", "owner.name", "../company")
    assert desk.cells(deals) == [("1", '["a", 2, 0.5]', None, "Acme"), ("2", None, "Eve", "Acme")]
    assert (people.name, people.headings) == (
        "a.json#deals[].people[]",
        ("name", "title", "../id", "../owner.name", "../../company"),
    )
    assert desk.cells(people) == [("Ann", None, "1", None, "Acme"), ("Bob", "CFO", "1", None, "Acme")]
    assert (teams.name, desk.cells(teams)) == ("a.json#deals[].owner.teams[]", [("x", "2", "Eve", "Acme")])
    assert [raw.first_row for raw in (deals, people, teams)] == [1, 3, 5]


def test_an_array_of_objects_at_the_top_is_a_table(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.json", '[{"id": 1}, {"id": 2, "x": null}]')
    assert (raw.name, raw.headings, desk.cells(raw)) == ("a.json#[]", ("id", "x"), [("1", None), ("2", None)])
    assert desk.places(raw) == [(1, 1), (2, 2)]


def test_one_object_without_arrays_of_objects_is_a_table_of_one_row(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.json", '{"id": "x", "flags": [], "ok": true, "empty": ""}')
    assert (raw.name, raw.headings) == ("a.json", ("id", "flags", "ok", "empty"))
    assert desk.cells(raw) == [("x", "[]", "true", "")]


def test_numbers_keep_their_digits(desk: ReadingDesk) -> None:
    raw = desk.read_one(
        "a.json", '[{"a": 12345678901234567890, "b": 1234567890123.4567, "c": 1.50, "d": 1e3, "e": NaN}]'
    )
    assert desk.cells(raw) == [("12345678901234567890", "1234567890123.4567", "1.5", "1000", None)]


def test_a_field_that_is_an_array_of_objects_elsewhere_is_no_cell(desk: ReadingDesk) -> None:
    deals, _ = desk.read(desk.put("a.json", '[{"id": 1, "p": null}, {"id": 2, "p": [{"n": "x"}]}, {"id": 3, "p": []}]'))
    assert deals.headings == ("id",)


def test_an_element_that_is_no_object_is_rejected(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.json", '{"deals": [{"id": 1}, 7, {"id": 2}]}')
    assert (raw.rows, desk.cells(raw), desk.places(raw)) == (3, [("1",), ("2",)], [(1, 1), (2, 3)])
    assert desk.rejects() == [(2, "deals[]", "element 2 is no object")]


def test_lines_of_objects_are_a_table_with_their_lines(desk: ReadingDesk) -> None:
    for name in ("a.ndjson", "a.jsonl", "a.json"):
        raw = desk.read_one(name, '{"id": 1}\n\n{"id": 2, "s": {"t": "é"}}\n')
        assert (raw.name, raw.headings, desk.places(raw)) == (f"{name}#[]", ("id", "s.t"), [(1, 1), (2, 3)])
        (desk.folder / name).unlink()


def test_a_broken_line_among_lines_of_objects_is_rejected(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.ndjson", '{"id": 1}\n{"id": \n[1]\n{"id": 3}\n')
    assert (raw.rows, desk.cells(raw)) == (4, [("1",), ("3",)])
    assert [line for line, *_ in desk.rejects()] == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_may_be_in_any_unicode_encoding(desk: ReadingDesk, encoding: str) -> None:
    assert desk.cells(desk.read_one("a.json", '[{"name": "Zoë"}]'.encode(encoding))) == [("Zoë",)]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"deals": [\n  {"id": 1},\n  {"id": ', "line 3, column 10"),
        ("[1, 2", "line 1, column 6"),
        ("{'a': 1}", "line 1"),
    ],
)
def test_broken_json_is_refused_with_line_and_column(desk: ReadingDesk, content: str, place: str) -> None:
    with pytest.raises(InputError, match=rf"a\.json is broken JSON: .* at {place}"):
        desk.read_one("a.json", content)


@pytest.mark.parametrize("content", ["[]", "{}", "[1, 2]", '"text"', '{"deals": []}'])
def test_json_without_a_row_is_refused_or_a_bare_object(desk: ReadingDesk, content: str) -> None:
    if content.startswith('{"'):
        assert desk.read_one("a.json", content).headings == ("deals",)
    else:
        with pytest.raises(InputError, match="holds no object with fields"):
            desk.read_one("a.json", content)


def test_an_empty_json_file_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="is empty"):
        desk.read_one("a.json", "")


def test_json_nested_without_end_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="nested more deeply"):
        desk.read_one("a.json", '{"a":' * 100_000 + "1" + "}" * 100_000)


def test_a_json_document_over_the_limit_is_refused(desk: ReadingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_file, "LARGEST", 10)
    with pytest.raises(InputError, match="has 20 bytes; a file of this kind may have 10"):
        desk.read_one("a.json", '[{"id": 1234567890}]')


def test_an_object_with_a_field_for_each_record_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="12,000 different fields"):
        desk.read_one("a.json", json.dumps({f"id{n}": {"x": n} for n in range(12_000)}))


def test_three_hundred_unknown_fields_are_read(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.json", json.dumps([{f"custom {n}": n for n in range(300)}]))
    assert desk.cells(raw) == [tuple(str(n) for n in range(300))]


def test_a_value_over_the_limit_rejects_its_row(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.json", json.dumps([{"id": 1, "note": "a" * (17 << 20)}, {"id": 2, "note": "b"}]))
    assert (raw.rows, desk.cells(raw)) == (2, [("2", "b")])
    assert desk.rejects() == [(1, "note", "the cell has 17,825,792 bytes; a row may have 16,777,216")]


def test_text_that_unicode_does_not_know_is_read_with_a_mark(desk: ReadingDesk) -> None:
    assert desk.cells(desk.read_one("a.json", '[{"a": "x\\ud800y"}]')) == [("x?y",)]


@pytest.mark.skipif(not DEMO.exists(), reason="the third-party data lies beside the repository, and is not here")
def test_ten_demo_deals_are_read_with_their_people_calls_and_threads(desk: ReadingDesk) -> None:
    tables = {raw.name.split("#")[1]: raw for raw in desk.read(DEMO)}
    document = json.loads(DEMO.read_text())
    assert {path: raw.rows for path, raw in tables.items()} == {
        "deals[]": len(document["deals"]),
        **{
            f"deals[].{part}[]": sum(len(deal[part]) for deal in document["deals"])
            for part in ("contacts", "call_transcripts", "email_threads")
        },
    }
    deals, people = tables["deals[]"], tables["deals[].contacts[]"]
    value, company = deals.column("arr_value"), deals.column("../company_name")
    total = desk.connection.execute(f"SELECT sum({value}::BIGINT), any_value({company}) FROM {deals.table}").fetchall()
    assert total == [(sum(deal["arr_value"] for deal in document["deals"]), document["company_name"])]
    assert desk.connection.execute(
        f"SELECT {people.column('name')}, {people.column('../deal_id')} FROM {people.table} ORDER BY row"
    ).fetchall() == [(one["name"], deal["deal_id"]) for deal in document["deals"] for one in deal["contacts"]]
