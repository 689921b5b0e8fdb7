"""What pages of patterns show, and what they do with what is typed into their address."""

import re
from dataclasses import replace

import pytest

from assay.web import results
from assay.web.patterns.dressing import dress
from web.conftest import sign_in

from .conftest import Opened


def read(company: Opened, path: str = "", **headers: str) -> str:
    answer = sign_in(company.staff.analyst).get(f"/patterns/{path}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("section", ["", "time/", "groups/?field=Region", "signals/", "before/", "coverage/"])
def test_each_page_has_a_table_and_numbers_for_every_chart(company: Opened, section: str) -> None:
    page = read(company, section)
    charts = page.count('<figure class="chart"')
    assert charts == page.count('<details class="numbers">') == page.count("/patterns/numbers/")
    assert charts or section == "coverage/"


def test_a_table_that_is_the_whole_page_stands_open(company: Opened) -> None:
    assert re.search(r"<details open>\s*<summary>\d+ questions", read(company, "coverage/"))


def test_a_page_has_no_style_or_script_within_it(company: Opened) -> None:
    for section in ("", "signals/", "coverage/"):
        assert re.search(r" style=|<script>| on[a-z]+=", read(company, section)) is None


def test_a_filter_stands_as_a_chip_and_in_the_address_of_numbers(company: Opened) -> None:
    page = read(company, "?base=sold&by=opening")
    assert "Remove: Rates over won and lost alone" in page
    assert "outcomes-by-opening.csv?by=opening&amp;base=sold" in page or "csv?base=sold&amp;by=opening" in page


@pytest.mark.parametrize("query", ["segment=<script>", "team=abc", "from=9999-Q9", "by=x&base=&field=' OR 1"])
def test_what_is_not_offered_plays_no_part(company: Opened, query: str) -> None:
    page = read(company, f"?{query}")
    assert "60 deals" in page
    assert "<script>" not in page


def test_quarters_are_those_of_the_fiscal_year(company: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    assert results._opened
    monkeypatch.setattr(results, "_opened", replace(results._opened, fiscal_start=4))
    quarters = sorted(set(re.findall(r'<option value="([^"]*-Q\d)"', read(company))))
    assert all(re.fullmatch(r"FY\d{4}-Q[1-4]", quarter) for quarter in quarters)
    numbers = read(company, f"numbers/time/win-rate-by-closing.csv?from={quarters[0]}&to={quarters[0]}")
    assert [line.split(",")[0] for line in numbers.splitlines()[1:]] == quarters[:1]


def test_a_part_alone_answers_htmx_and_names_its_address(company: Opened) -> None:
    answer = sign_in(company.staff.analyst).get("/patterns/?team=&base=sold", headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div id="patterns"')
    assert answer["HX-Push-Url"] == "/patterns/?base=sold"


def test_a_signal_that_was_not_asked_has_no_page(company: Opened) -> None:
    assert sign_in(company.staff.analyst).get("/patterns/signals/no.such/").status_code == 404


def test_a_drawing_takes_the_colours_of_the_page() -> None:
    assert dress('<path fill="#1f6f63" stroke="#123456"/>') == '<path fill="var(--won, #1f6f63)" stroke="#123456"/>'
