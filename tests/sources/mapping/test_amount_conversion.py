"""Numbers and money from text: the decimal sign is the column's, not the value's."""

from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.sources.amounts import currency_sql, decide_decimal, number_sql, profile_amount_sql, read_amount_form
from sources.mapping.conftest import Convert, Desk, parse_feed

COLUMNS = [
    (["1.234,50", "12,5", "7"], ["1234.50", "12.5", "7"]),
    (["1,234.50", "12.5", "7"], ["1234.50", "12.5", "7"]),
    (["1 234,50 €", "99 €"], ["1234.50", "99"]),
    (["1\u00a0234,50 EUR", "0,5 EUR"], ["1234.50", "0.5"]),
    (["$1,000", "$2,500,000"], ["1000", "2500000"]),
    (["1.000 €", "2.500.000 €"], ["1000", "2500000"]),
    (["CHF 1'250.75", "CHF 80"], ["1250.75", "80"]),
    (["(500)", "500-", "-500", "−500.5"], ["-500", "-500", "-500", "-500.5"]),
    (["1.0E7", "2.5E3"], ["10000000", "2500"]),
    (["1.234", "2.000"], ["1234", "2000"]),
    (["1.234", "15000"], ["1.234", "15000"]),
    (["R$ 1.500,00", "R$ 20,00"], ["1500", "20"]),
    (["0.125", "12"], ["0.125", "12"]),
]


@pytest.mark.parametrize(("values", "wanted"), COLUMNS)
def test_money_is_read_by_the_sign_of_its_column(convert: Convert, values: list[str], wanted: list[str]) -> None:
    assert convert("money", *values) == [Decimal(text) for text in wanted]


@pytest.mark.parametrize("value", ["1.5M", "12 units", "about 5", "1,2,3", "12.34.56", "--5-", "1e", "ABC 500"])
def test_what_is_no_number_is_rejected_with_its_value(convert: Convert, desk: Desk, value: str) -> None:
    assert convert("money", "10.50", value) == [Decimal("10.5")]
    assert [(line, field, found) for line, field, found, _ in desk.rejects] == [(3, "Value", value)]


def test_a_value_against_the_sign_of_its_column_is_rejected(convert: Convert, desk: Desk) -> None:
    assert convert("money", "1.234,50", "9,99", "8.5") == [Decimal("1234.5"), Decimal("9.99")]
    assert "decimal comma" in str(desk.rejects[0][3])


def test_the_mapping_may_say_the_decimal_sign(convert: Convert) -> None:
    assert convert("money", "1.234", "5.678", top="decimal: point") == [Decimal("1.234"), Decimal("5.678")]


def test_a_share_with_a_percent_sign_is_divided(convert: Convert) -> None:
    assert convert("number", "50 %", "12.5%") == [0.5, 0.125]


def test_a_share_from_percent_is_divided_without_the_sign_too(desk: Desk) -> None:
    mapping = parse_feed("require: [Id]\nrows: [{table: deal, id: Id, set: {discount: {col: D, unit: percent}}}]")
    desk.map(mapping, ["Id", "D"], ("1", "15"), ("2", "0"))
    assert desk.column("deal", "discount") == [0.15, 0.0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.200 €", "EUR"),
        ("US$ 5", "USD"),
        ("$5", None),
        ("CHF 10", "CHF"),
        ("10 XYZ", None),
        ("£3", "GBP"),
        ("7", None),
    ],
)
def test_a_sign_gives_a_currency_only_where_it_means_one(text: str, code: str | None) -> None:
    assert duckdb.execute(f"SELECT {currency_sql('?1')}", [text]).fetchall() == [(code,)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False), min_size=1, max_size=8),
    st.sampled_from([(",", "."), (".", ","), (" ", ","), ("\u00a0", ","), ("'", "."), ("", ","), ("", ".")]),
)
def test_numbers_written_one_way_come_back_whole(numbers: list[Decimal], signs: tuple[str, str]) -> None:
    group, mark = signs
    texts = [f"{number:,.2f}".replace(",", "G").replace(".", mark).replace("G", group) for number in numbers]
    connection = duckdb.connect()
    source = "(SELECT unnest(?::VARCHAR[]) AS v)"
    form = read_amount_form(
        connection.execute(f"SELECT {profile_amount_sql('v')} FROM {source}", [texts]).fetchall()[0]
    )
    sign = decide_decimal(form)
    assert sign == ("comma" if mark == "," else "point")
    read = connection.execute(
        f"SELECT {number_sql('v', form, sign, 'DECIMAL(18,4)')} FROM {source}", [texts]
    ).fetchall()
    assert [value for (value,) in read] == numbers
