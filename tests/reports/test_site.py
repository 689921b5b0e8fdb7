"""The whole report as it lies in its folder."""

import csv
import re
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pytest
from pypdf import PdfReader

from assay.reports.deal_file import Run
from assay.reports.deal_reading import read_run
from assay.reports.site import build_site, name_files
from assay.reports.team_charts import FEWEST
from assay.reports.team_file import ListedDeal
from assay.reports.team_page import build_team_page
from assay.reports.team_reading import read_team
from reports.invented_company import Company
from reports.page_reading import PageReader


def read_pages(site: Path) -> dict[Path, PageReader]:
    """Every page of the report; the team page, the list and the files of deals are surely among them."""
    pages = {path: PageReader(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    assert {site / "index.html", site / "deals.html", site / "deals" / "D003.html"} <= pages.keys()
    assert all(len(page.text) > 200 for page in pages.values())
    return pages


def test_every_ended_deal_has_its_page(site: Path, company: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT source_id FROM deal WHERE outcome <> 'open'"
    ended = {f"{row[0]}.html" for row in company.execute(query).fetchall()}
    assert {path.name for path in (site / "deals").glob("*.html")} == ended


def test_every_link_leads_somewhere(site: Path) -> None:
    pages = read_pages(site)
    for path, page in pages.items():
        for link in page.links:
            address, _, anchor = link.partition("#")
            target = (path.parent / unquote(address)).resolve() if address else path
            assert target.is_file(), (path, link)
            assert not anchor or anchor in pages[target].ids, (path, link)


def test_no_anchor_is_given_twice(site: Path) -> None:
    for path, page in read_pages(site).items():
        assert len(page.ids) == len(set(page.ids)) > 0, path


def test_no_page_loads_or_names_anything_outside(site: Path) -> None:
    for path, page in read_pages(site).items():
        html = path.read_text(encoding="utf-8")
        assert page.loads == ["data:,"], path
        assert not re.search(r"https?://|@import|javascript:", html), path
        assert re.findall(r"url\(([^)]*)\)", html) == ["#hatch"], path


def test_every_page_forbids_scripts_and_holds_none(site: Path) -> None:
    for path, page in read_pages(site).items():
        assert "Content-Security-Policy" in path.read_text(encoding="utf-8")
        assert "default-src 'none'" in path.read_text(encoding="utf-8")
        assert "script" not in page.tags, path


def test_a_name_that_looks_like_a_script_is_shown_as_text(site: Path) -> None:
    for path in (site / "deals" / "D003.html", site / "index.html", site / "deals.html"):
        assert "<script" not in path.read_text(encoding="utf-8")
    assert "<script>alert(1)</script>" in PageReader((site / "deals" / "D003.html").read_text(encoding="utf-8")).text


def test_no_page_claims_what_brought_an_outcome_about(site: Path) -> None:
    for path, page in read_pages(site).items():
        # each page holds the sentence that disclaims it, and so words to look through
        assert "nothing here says what brought it about" in page.text, path
        assert not re.search(r"\b(because|due to|caused?|drives?|leads? to)\b", page.text, re.IGNORECASE), path


def test_every_page_says_that_the_company_is_invented(site: Path) -> None:
    assert all("This company is invented" in page.text for page in read_pages(site).values())


def test_the_csv_of_a_chart_holds_the_numbers_shown(site: Path, company: duckdb.DuckDBPyConnection, run: Run) -> None:
    page, numbers = build_team_page(read_team(company, run, "Region"), _all_hrefs(company))
    charts = {chart.anchor: chart for chart in (*page.over_time, *page.groups, *page.signals, *page.before)}
    assert set(charts) == {one.name for one in numbers}
    assert {path.stem for path in (site / "numbers").iterdir()} == set(charts)
    for one in numbers:
        text = (site / "numbers" / f"{one.name}.csv").read_text(encoding="utf-8")
        heading, *rows = csv.reader(text.splitlines())
        assert heading == list(one.columns)
        shown = charts[one.name].table
        assert len(shown) == len(rows)
        for row, cells in zip(rows, shown, strict=True):
            for kind, value, cell in zip(one.columns.values(), row, cells, strict=True):
                assert _agree(kind, value, cell.replace("\u00a0", " ")), (one.name, value, cell)


def _agree(kind: str, value: str, cell: str) -> bool:
    if value == "":
        return cell == ("not enough to tell" if kind == "rate" else "–")
    if kind in {"text", "word"}:
        return value == cell
    shown = float(cell.replace(",", "").removesuffix(" %"))
    return abs(float(value) * (100 if kind in ("share", "rate") else 1) - shown) <= 0.5


def _all_hrefs(company: duckdb.DuckDBPyConnection) -> dict[int, str]:
    return {row[0]: "x.html" for row in company.execute("SELECT id FROM deal").fetchall()}


def test_the_pdf_opens_and_holds_the_words(site: Path) -> None:
    reader = PdfReader(site / "team.pdf")
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "won and lost deals" in text
    assert "This is an association" in " ".join(text.split())
    assert f"1 of {len(reader.pages)}" in reader.pages[0].extract_text().replace("\u00a0", " ")


def test_ten_deals_are_stated_with_their_n_and_nothing_is_claimed(tmp_path: Path) -> None:
    built = Company(deals=10)
    connection = built.open()
    for table in ("comparison SET more_needed = NULL,", "precedence SET"):
        connection.execute(f"UPDATE {table} verdict = 'not_enough'")
    build_site(connection, read_run(connection), tmp_path, field=None, pdf=False)
    text = PageReader((tmp_path / "index.html").read_text(encoding="utf-8")).text
    assert "Nothing is claimed here" in text
    assert "This is an association" not in text
    assert f"fewer than {FEWEST} closed deals show the interval alone" in text.replace("\u00a0", " ")


def test_a_report_on_no_deals_still_stands(tmp_path: Path) -> None:
    connection = Company(deals=0).open()
    connection.execute("DELETE FROM incidence")
    build_site(connection, read_run(connection), tmp_path, field=None, pdf=False)
    text = PageReader((tmp_path / "index.html").read_text(encoding="utf-8")).text
    assert "No deal has a day of opening or closing." in text


@pytest.mark.parametrize("other", ["006A000000ABCDE", "a/b", "", "INDEX"])
def test_source_ids_that_a_file_system_confuses_get_names_of_their_own(other: str) -> None:
    ids = ["006A000000abcde", "a b", "..", "INDEX", other]
    lost = [ListedDeal(number, source_id, "n", "", "lost", None, None, 0) for number, source_id in enumerate(ids)]
    names = name_files(lost)
    assert len({name.casefold() for name in names.values()}) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]*\.html", name) for name in names.values())
