from typing import Any

import pytest

from assay.domain.errors import InputError

JAN, FEB = 1_735_689_600, 1_738_368_000


def counts(record: Any) -> tuple[int, int, int, int, int]:
    found = record.land()
    return found.read, found.landed, found.unchanged, found.merged, found.rejected


def test_rows_of_an_empty_record_land(record: Any) -> None:
    record.stage("account", {"source_id": "a", "name": "Acme"}, {"source_id": "b", "name": "Beta"})
    assert counts(record) == (2, 2, 0, 0, 0)
    assert record.rows("SELECT name, import_run, file_no, line FROM account ORDER BY name") == [
        ("Acme", 1, 1, 2),
        ("Beta", 1, 1, 3),
    ]


def test_the_same_rows_again_are_unchanged(record: Any) -> None:
    for expected in ((2, 2, 0, 0, 0), (2, 0, 2, 0, 0)):
        record.stage("account", {"source_id": "a", "name": "Acme"}, {"source_id": "b", "name": "Beta"})
        assert counts(record) == expected


def test_the_last_filled_value_of_a_duplicate_wins(record: Any) -> None:
    record.stage("account", {"source_id": "a", "name": "Acme", "country": "FR", "domain": "acme.com"})
    record.stage("account", {"source_id": "a", "name": "Acme", "country": "DE", "domain": None})
    assert counts(record) == (2, 1, 0, 1, 0)
    assert record.rows("SELECT country, domain FROM account") == [("DE", "acme.com")]


def test_a_by_product_fills_only_what_is_empty(record: Any) -> None:
    record.stage("seller", {"source_id": "s", "name": "Moses Frase", "email": None})
    record.stage("seller", {"source_id": "s", "name": "M. Frase", "email": "m@us.com"}, primary=False)
    record.land()
    assert record.rows("SELECT name, email FROM seller") == [("Moses Frase", "m@us.com")]


def test_a_later_by_product_takes_nothing_away(record: Any) -> None:
    record.stage("seller", {"source_id": "s", "name": "Moses Frase", "email": "m@us.com"})
    record.land()
    record.stage("seller", {"source_id": "s", "name": "MF"}, primary=False)
    assert counts(record) == (1, 0, 1, 0, 0)
    assert record.rows("SELECT name, email FROM seller") == [("Moses Frase", "m@us.com")]


def test_a_column_that_the_source_empties_is_cleared(record: Any) -> None:
    record.stage("account", {"source_id": "a", "name": "Acme", "country": "FR"})
    record.land()
    record.stage("account", {"source_id": "a", "name": "Acme", "country": None})
    assert counts(record) == (1, 1, 0, 0, 0)
    assert record.value("SELECT country FROM account") is None


def test_a_column_that_the_source_does_not_have_keeps_its_value(record: Any) -> None:
    record.stage("account", {"source_id": "a", "name": "Acme", "country": "FR"})
    record.land()
    record.stage("account", {"source_id": "a", "name": "Acme SA"})
    assert counts(record) == (1, 1, 0, 0, 0)
    assert record.rows("SELECT name, country FROM account") == [("Acme SA", "FR")]


def test_each_file_speaks_for_its_own_columns(record: Any) -> None:
    record.stage("account", {"source_id": "a", "name": "Acme", "country": "FR", "industry": "Steel"})
    record.land()
    record.stage("account", {"source_id": "a", "name": "Acme", "country": None})
    record.stage("account", {"source_id": "b", "name": "Beta", "industry": None})
    assert counts(record) == (2, 2, 0, 0, 0)
    assert record.rows("SELECT country, industry FROM account WHERE source_id = 'a'") == [(None, "Steel")]


def test_the_earliest_clock_is_kept(record: Any) -> None:
    for seen_at in (FEB, JAN, FEB):
        record.stage("account", {"source_id": "a", "name": "Acme"}, seen_at=seen_at)
        record.land()
    assert record.value("SELECT known_at FROM account") == JAN


def test_an_assumed_clock_gives_way_to_the_sources_own(record: Any) -> None:
    row = {"source_id": "t", "kind": "call", "direction": "inbound", "status": "held", "occurred_at": JAN}
    record.stage("activity", {**row, "known_at": JAN, "known_at_basis": "assumed"})
    record.land()
    record.stage("activity", {**row, "known_at": FEB, "known_at_basis": "created"})
    record.land()
    assert record.rows("SELECT known_at, known_at_basis FROM activity") == [(FEB, "created")]


def test_what_a_source_deletes_is_marked_and_stays(record: Any) -> None:
    for is_deleted in (False, True):
        record.stage("account", {"source_id": "a", "name": "Acme", "is_deleted": is_deleted})
        assert counts(record)[1] == 1
    assert record.rows("SELECT name, is_deleted FROM account") == [("Acme", True)]


def test_fields_of_the_users_own_from_two_files_stand_side_by_side(record: Any) -> None:
    record.stage("account", {"source_id": "a", "name": "Acme", "custom": '{"Tier":"A"}'})
    record.land()
    for expected in (1, 0):
        record.stage("account", {"source_id": "a", "name": "Acme", "custom": '{"Size": "L"}'})
        assert counts(record)[1] == expected
    assert record.value("SELECT custom->>'Tier' || (custom->>'Size') FROM account") == "AL"


def test_a_field_of_the_users_own_that_a_file_empties_is_cleared(record: Any) -> None:
    for custom in ('{"Tier":"A","Size":"L"}', '{"Size":"L"}'):
        record.stage("account", {"source_id": "a", "name": "Acme", "custom": custom})
        for field in ("Tier", "Size"):
            record.add_by_product(
                "source_field", {"source_id": field, "table_name": "account", "field": field, "type": "text"}
            )
        record.land()
    assert record.value("SELECT custom FROM account") == '{"Size":"L"}'


def test_fields_from_two_files_of_one_import_are_laid_over_each_other(record: Any) -> None:
    record.stage("account", {"source_id": "a", "name": "Acme", "custom": '{"Tier":"A","Size":"S"}'})
    record.stage("account", {"source_id": "a", "name": "Acme", "custom": '{"Size":"L"}'})
    record.land()
    assert record.value("SELECT custom FROM account") == '{"Tier":"A","Size":"L"}'


def test_two_source_ids_with_one_key_are_refused(record: Any) -> None:
    record.stage("account", {"source_id": "a", "name": "Acme"}, {"source_id": "b", "name": "Beta", "id": 7})
    record.stage("account", {"source_id": "c", "name": "Gamma", "id": 7})
    with pytest.raises(InputError, match="'b' and 'c' share one key"):
        record.land()


def test_a_key_that_belongs_to_another_source_id_is_refused(record: Any) -> None:
    record.stage("account", {"source_id": "a", "name": "Acme", "id": 7})
    record.land()
    record.stage("account", {"source_id": "b", "name": "Beta", "id": 7})
    with pytest.raises(InputError, match="'a' and 'b' share one key"):
        record.land()


def test_a_required_column_without_a_value_is_refused(record: Any) -> None:
    record.stage("campaign", {"source_id": "c", "name": None})
    with pytest.raises(InputError, match="campaign: 1 rows have no name"):
        record.land()


def test_an_unknown_value_takes_no_known_one_away(record: Any) -> None:
    row = {"source_id": "t", "kind": "email", "status": "held", "occurred_at": JAN}
    record.stage("activity", {**row, "direction": "inbound"})
    record.stage("activity", {**row, "direction": "unknown"})
    record.land()
    assert record.value("SELECT direction FROM activity") == "inbound"


def test_a_merged_row_goes_on_under_its_new_id(record: Any) -> None:
    old, new = (record.key("person", name) for name in ("lead", "contact"))
    record.stage("person", {"source_id": "lead", "full_name": "Ann", "kind": "lead"})
    record.stage("campaign_touch", {"source_id": "m", "person_id": old, "kind": "member", "occurred_at": JAN})
    record.land()
    for landed in (1, 0):
        record.stage("person", {"source_id": "contact", "full_name": "Ann", "kind": "contact"})
        record.connection.execute("INSERT INTO land_alias VALUES ('person', ?, ?)", [old, new])
        assert counts(record)[1] == landed
    assert record.value("SELECT person_id FROM campaign_touch") == new
    assert record.rows("SELECT source_id, is_deleted FROM person ORDER BY 1") == [("contact", False), ("lead", True)]
