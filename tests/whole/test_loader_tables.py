"""The raw tables of Salesforce and HubSpot as a well-known loader lands them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from whole.desk import Desk

COUNTS = re.compile(r"read ([\d,]+), landed ([\d,]+), unchanged ([\d,]+), merged ([\d,]+), rejected ([\d,]+)")
EMAIL_HAPPENED, EMAIL_LOGGED = 1_409_172_644, 1_646_162_603  # 2014-08-27 20:50:44, 2022-03-01 19:23:23


def read_counts(output: str) -> list[int]:
    match = COUNTS.search(output)
    assert match, output
    return [int(number.replace(",", "")) for number in match.groups()]


@pytest.mark.parametrize("name", ["fivetran_salesforce_seeds", "fivetran_hubspot_seeds"])
def test_every_row_is_accounted_for_and_lands_once(desk: Desk, third_party: Callable[[str], Path], name: str) -> None:
    read, landed, unchanged, merged, rejected = read_counts(desk.run("import", third_party(name)))
    assert read == landed + unchanged + merged + rejected
    assert landed > 0
    again = read_counts(desk.run("import", third_party(name)))
    assert again[1] == 0
    assert again[4] == rejected


@pytest.fixture(scope="module")
def hubspot(shared_desk: Desk, third_party: Callable[[str], Path]) -> Desk:
    shared_desk.run("import", third_party("fivetran_hubspot_seeds"))
    return shared_desk


def test_an_email_logged_years_late_keeps_both_clocks(hubspot: Desk) -> None:
    assert hubspot.record("SELECT occurred_at, known_at FROM activity WHERE kind = 'email'") == [
        (EMAIL_HAPPENED, EMAIL_LOGGED)
    ]


def test_the_deals_of_the_loader_need_no_map(desk: Desk, third_party: Callable[[str], Path]) -> None:
    output = desk.run("import", third_party("fivetran_salesforce_seeds"))
    assert desk.record("SELECT count(*) FROM deal")[0][0] == 10
    assert "--map" not in output
