"""Days and times from text: the order of day and month is the column's, and is asked for when nothing shows it."""

from datetime import UTC, date, datetime, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.domain.errors import InputError
from assay.sources.dates import decide_order, profile_date_sql, read_date_form, time_sql
from sources.mapping.conftest import Convert, Desk


def epoch(text: str) -> int:
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


COLUMNS = [
    (["2024-05-03", "2024-12-31"], ["2024-05-03", "2024-12-31"]),
    (["2024-05-03T10:22:33.000Z"], ["2024-05-03T10:22:33"]),
    (["2024-05-03T10:22:33.000+0000", "2024-05-03T10:22:33+02:00"], ["2024-05-03T10:22:33", "2024-05-03T08:22:33"]),
    (["2024-05-03 10:22:33.519000 UTC"], ["2024-05-03T10:22:33"]),
    (["2024/05/03 7:05"], ["2024-05-03T07:05"]),
    (["03/04/2024", "13/04/2024"], ["2024-04-03", "2024-04-13"]),
    (["03/04/2024", "04/13/2024"], ["2024-03-04", "2024-04-13"]),
    (["3.4.2024", "5.6.2024 14:30"], ["2024-04-03", "2024-06-05T14:30"]),
    (["01/02/2024 1:05 PM", "01/22/2024 12:00 AM", "1/2/2024, 12:30 p.m."], ["2024-01-02T13:05", "2024-01-22", "2024-01-02T12:30"]),
    (["5 May 2024", "12-Mar-2025", "May 6, 2024", "Sept. 7, 2024"], ["2024-05-05", "2025-03-12", "2024-05-06", "2024-09-07"]),
    (["3. März 2024", "4 juillet 2024", "5 de octubre de 2024", "6 dezembro 2024"], ["2024-03-03", "2024-07-04", "2024-10-05", "2024-12-06"]),
    (["45415", "45416.5"], ["2024-05-03", "2024-05-04T12:00"]),
    (["1714732953000", "1714732954000"], ["2024-05-03T10:42:33", "2024-05-03T10:42:34"]),
    (["1714732953"], ["2024-05-03T10:42:33"]),
    (["20240503", "20241231"], ["2024-05-03", "2024-12-31"]),
    (["13/04/24", "01/02/99"], ["2024-04-13", "1999-02-01"]),
    (["05/05/2024", "06/06/2024"], ["2024-05-05", "2024-06-06"]),
]  # fmt: skip


@pytest.mark.parametrize(("values", "wanted"), COLUMNS)
def test_times_are_read_by_the_form_of_their_column(convert: Convert, values: list[str], wanted: list[str]) -> None:
    assert convert("time", *values) == [epoch(text) for text in wanted]


@pytest.mark.parametrize(
    "value",
    [
        "2024-02-30",
        "31/04/2024",
        "soon",
        "13/13/2024",
        "2024-05-03T25:00:00Z",
        "24-05-12",
        "13/04/2024 later",
        "May 2024",
    ],
)
def test_what_is_no_date_is_rejected_with_its_value(convert: Convert, desk: Desk, value: str) -> None:
    assert convert("time", "13/04/2024", value) == [epoch("2024-04-13")]
    assert [(line, field, found) for line, field, found, _ in desk.rejects] == [(3, "Value", value)]


def test_a_column_that_reads_both_ways_is_refused(convert: Convert) -> None:
    with pytest.raises(InputError, match="'Value' can be read day first or month first") as refused:
        convert("time", "03/04/2024", "05/06/2024")
    assert "--date-order dmy" in refused.value.fix


def test_another_date_column_of_the_file_decides_the_order(desk: Desk, convert: Convert) -> None:
    assert convert("time", "03/04/2024", "05/06/2024", others=["13/12/2024"]) == [
        epoch("2024-04-03"),
        epoch("2024-06-05"),
    ]


def test_the_mapping_may_say_the_order(convert: Convert) -> None:
    assert convert("time", "03/04/2024", top="date_order: mdy") == [epoch("2024-03-04")]


def test_a_date_against_the_order_of_its_column_is_rejected(convert: Convert, desk: Desk) -> None:
    assert len(convert("day", "13/04/2024", "14/04/2024", "04/15/2024")) == 2
    assert desk.rejects[0][:3] == (4, "Value", "04/15/2024")


def test_times_without_offset_are_of_the_stated_zone(convert: Convert) -> None:
    values = ("2024-07-01 12:00", "2024-01-01 12:00", "2024-07-01T12:00:00Z")
    wanted = [epoch("2024-07-01T10:00"), epoch("2024-01-01T11:00"), epoch("2024-07-01T12:00")]
    assert convert("time", *values, top="zone: Europe/Berlin") == wanted


def test_a_pure_day_stays_that_day_in_every_zone(convert: Convert) -> None:
    assert convert("day", "2024-07-01", top="zone: America/New_York") == [date(2024, 7, 1)]


def test_blank_spellings_are_no_dates_and_no_faults(convert: Convert, desk: Desk) -> None:
    assert convert("day", "2024-07-01", "", " - ", "N/A", "null", "None", "#N/A", None) == [
        date(2024, 7, 1),
        *[None] * 7,
    ]
    assert desk.rejects == []


FORMS = {
    "dmy": ["%d/%m/%Y", "%d-%m-%Y %H:%M", "%d/%m/%Y %H:%M:%S"],
    "mdy": ["%m/%d/%Y", "%m-%d-%Y %H:%M", "%m/%d/%Y %I:%M:%S %p"],
}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 60 * 24 * 365 * 60), min_size=1, max_size=6),
    st.sampled_from(["dmy", "mdy"]),
    st.integers(0, 2),
)
def test_dates_written_one_way_come_back_whole(minutes: list[int], order: str, form_no: int) -> None:
    moments = [
        datetime(1980, 1, 28, tzinfo=UTC),
        *(datetime(1980, 1, 1, tzinfo=UTC) + timedelta(minutes=m) for m in minutes),
    ]
    pattern = FORMS[order][form_no]
    texts = [moment.strftime(pattern) for moment in moments]
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    source = "(SELECT unnest(?::VARCHAR[]) AS v)"
    form = read_date_form(connection.execute(f"SELECT {profile_date_sql('v')} FROM {source}", [texts]).fetchall()[0])
    assert decide_order(form) == order
    read = connection.execute(f"SELECT {time_sql('v', form, order, None, None)} FROM {source}", [texts]).fetchall()
    whole = [moment if "%H" in pattern or "%I" in pattern else moment.replace(hour=0, minute=0) for moment in moments]
    assert [value for (value,) in read] == [int(moment.timestamp()) for moment in whole]
