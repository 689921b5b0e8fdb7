"""Cells: what is empty, what means yes, ids that meet, addresses."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.sources import cells

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def evaluate(sql: str, text: str | None) -> object:
    return duckdb.execute(f"SELECT {sql} FROM (SELECT ?::VARCHAR AS v)", [text]).fetchall()[0][0]


@pytest.mark.parametrize(
    "blank",
    ["", " ", "-", "--", "n/a", "N/A", "NULL", "None", "#N/A", "\t", "\u00a0", " - ", "(blank)", "nil", "#REF!"],
)
def test_spellings_of_nothing_are_empty(blank: str) -> None:
    assert evaluate(cells.clean_sql("v"), blank) is None


@pytest.mark.parametrize(
    ("cell", "clean"),
    [("  a b ", "a b"), ("Nonesuch", "Nonesuch"), ("none at all", "none at all"), ("x\n", "x"), ("NA", "NA"), ("-5", "-5"),
     ("\ufeffId", "Id"), ("é ", "é"), ("a\u00a0", "a"), ("0", "0"), ("(none) yet", "(none) yet")],
)  # fmt: skip
def test_a_cell_loses_its_outer_blanks_only(cell: str, clean: str) -> None:
    assert evaluate(cells.clean_sql("v"), cell) == clean


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30))
@settings(max_examples=100, deadline=None)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = evaluate(cells.clean_sql("v"), text)
    assert once is None or evaluate(cells.clean_sql("v"), str(once)) == once


@pytest.mark.parametrize(
    ("text", "truth"),
    [("true", True), ("YES", True), ("1", True), ("x", True), ("Ja", True), ("oui", True), ("sí", True), ("Sim", True),
     ("FALSE", False), ("no", False), ("0", False), ("Nein", False), ("faux", False), ("não", False), ("maybe", None),
     ("2", None), ("yesterday", None)],
)  # fmt: skip
def test_yes_and_no_are_read_in_several_languages(text: str, truth: bool | None) -> None:
    assert evaluate(cells.yes_no_sql("v"), text) is truth


@pytest.mark.parametrize(
    ("short", "long"),
    [("0061G00000N31HA", "0061G00000N31HAQAZ"), ("00T1G00003Ufeps", "00T1G00003UfepsUAB"), ("0031G00001S3Jni", "0031G00001S3JniQAF"),
     ("001000000000000", "001000000000000AAA")],
)  # fmt: skip
def test_an_id_of_15_characters_becomes_the_one_of_18(short: str, long: str) -> None:
    assert evaluate(cells.salesforce_id_sql("v"), short) == long
    assert evaluate(cells.salesforce_id_sql("v"), long) == long


@pytest.mark.parametrize("text", ["Moses Frase Jun", "DEAL-0000000001", "Zoë Müller-Abel", "short", "12345"])
def test_what_is_no_salesforce_id_stays_as_it_is(text: str) -> None:
    assert evaluate(cells.salesforce_id_sql("v"), text) == text


@given(st.text(alphabet="0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=14, max_size=14))
@settings(max_examples=50, deadline=None)
def test_the_checksum_counts_the_capitals_of_each_five(rest: str) -> None:
    short = "0" + rest
    ending = "".join(
        LETTERS[sum(1 << bit for bit, sign in enumerate(short[part : part + 5]) if sign.isupper())]
        for part in (0, 5, 10)
    )
    assert evaluate(cells.salesforce_id_sql("v"), short) == short + ending


@pytest.mark.parametrize(
    ("text", "address", "name"),
    [("Ann Lee <Ann@Ex.com>", "ann@ex.com", "Ann Lee"), ("ann@ex.com", "ann@ex.com", None), ('"Lee, Ann" <a@b.org>', "a@b.org", "Lee, Ann"),
     ("Ann Lee", None, "Ann Lee")],
)  # fmt: skip
def test_address_and_name_are_told_apart(text: str, address: str | None, name: str | None) -> None:
    assert (evaluate(cells.address_sql("v"), text), evaluate(cells.name_sql("v"), text)) == (address, name)


@pytest.mark.parametrize(
    ("text", "domain"),
    [("https://www.Acme.com/about", "acme.com"), ("ann@mail.acme.co.uk", "mail.acme.co.uk"), ("acme.io", "acme.io")],
)
def test_a_domain_is_taken_from_a_url_or_address(text: str, domain: str) -> None:
    assert evaluate(cells.domain_sql("v"), text) == domain


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [("money", "1000::DECIMAL(18,4)", "1000"), ("money", "12.5::DECIMAL(18,4)", "12.5"), ("number", "0.25", "0.25"),
     ("number", "1e0", "1"), ("day", "DATE '2024-03-01'", "2024-03-01"), ("money", "0::DECIMAL(18,4)", "0")],
)  # fmt: skip
def test_a_history_writes_values_in_plain_form(kind: str, value: str, text: str) -> None:
    assert duckdb.execute(f"SELECT {cells.render_sql(kind, value)}").fetchall() == [(text,)]
