"""The page of one deal: what it says, and that its findings open their rows."""

from dataclasses import replace

import duckdb
import pytest

from assay.domain.spans import DAY
from assay.reports.choosing import choose_deal
from assay.reports.deal_file import DealFile, Run
from assay.reports.deal_page import DealPage, build_deal_page
from assay.reports.deal_reading import read_deal_files
from assay.reports.deal_terminal import print_deal
from assay.reports.pages import make_environment, render_deal
from reports.made_file import AT, make_deal_file, make_event, make_person
from reports.page_reading import PageReader

ENVIRONMENT = make_environment()


def read_file(company: duckdb.DuckDBPyConnection, source_id: str) -> DealFile:
    return read_deal_files(company, [choose_deal(company, source_id)])[0]


def build(company: duckdb.DuckDBPyConnection, run: Run, source_id: str) -> DealPage:
    return build_deal_page(read_file(company, source_id), run)


def find_deal(company: duckdb.DuckDBPyConnection, condition: str) -> str:
    """The first deal for which `condition` holds."""
    query = (
        f"SELECT source_id FROM deal d JOIN moment m ON m.deal_id = d.id WHERE {condition} ORDER BY source_id LIMIT 1"
    )
    return str(company.execute(query).fetchall()[0][0])


def test_every_finding_opens_its_evidence(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    page = build(company, run, find_deal(company, "d.id IN (SELECT deal_id FROM finding)"))
    anchors = {row.anchor for row in page.rows}
    assert page.findings
    assert all(finding.rows and {row.anchor for row in finding.rows} <= anchors for finding in page.findings)


def test_evidence_that_left_the_record_is_counted(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    file = read_file(company, find_deal(company, "d.id IN (SELECT deal_id FROM finding)"))
    finding = replace(file.findings[0], rows=(*file.findings[0].rows, ("activity", 1)))
    page = build_deal_page(replace(file, findings=(finding,)), run)
    assert page.findings[0].beyond.replace("\u00a0", " ") == "1 row no longer in the record"


def test_every_answer_is_shown_once(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    page = build(company, run, "D003")
    shown = [finding.title for finding in page.findings] + [one.title for one in (*page.clear, *page.unknown)]
    assert sorted(shown) == sorted(signal.title for signal in run.signals.values())


def test_a_turn_that_cannot_be_told_says_so_where_it_would_stand(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    name = "rhythm.momentum_turned"
    asked = replace(next(iter(run.signals.values())), signal=name, unknown="Too few words. Export e-mails.")
    file = replace(read_file(company, "D003"), turn=None, answers={name: "unknown"})
    page = build_deal_page(file, replace(run, signals={name: asked}))
    assert "Export e-mails." in page.turn_missing
    for shown in (render_deal(ENVIRONMENT, page), print_deal(page)):
        assert "Whether contact fell for good cannot be told." in " ".join(shown.split())
    known = build_deal_page(replace(file, answers={name: "clear"}), replace(run, signals={name: asked}))
    assert known.turn_missing == ""


def test_an_unknown_answer_says_what_would_answer_it(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    page = build(company, run, "D007")
    assert len(page.unknown) == len(run.signals)
    assert all("xport" in question.missing for question in page.unknown)
    (silent,) = (question.missing for question in page.unknown if question.title == "Gone silent")
    assert silent.startswith("Nothing that the buyer said is recorded by")


def test_the_reps_reason_stands_beside_and_leads_to_its_row(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    page = build(company, run, "D003")
    assert [remark.text for remark in page.remarks] == ["Price", "Lost on price, they took Fastline."]
    assert {remark.anchor for remark in page.remarks} <= {row.anchor for row in page.rows}


def test_a_reason_told_twice_is_shown_once(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    file = read_file(company, "D003")
    said = replace(file.statements[0], text="Price", origin="crm_reason")
    page = build_deal_page(replace(file, statements=(said,)), run)
    assert [remark.text for remark in page.remarks] == ["Price"]


def test_a_closed_deal_says_from_when_it_is_looked_back_on(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    page = build(company, run, find_deal(company, "m.outcome = 'lost' AND m.as_of = m.last_word_at + 604800"))
    assert "A look back from the buyer's last word plus 7 days" in page.view_text


def test_an_open_deal_says_as_of_when(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    page = build(company, run, find_deal(company, "m.outcome = 'open'"))
    assert page.view_text.replace("\u00a0", " ") == "Findings are as of 19 Dec 2025."
    assert "Closed" not in {fact.name for fact in page.head}


def test_a_deal_newer_than_the_run_says_so(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    file = replace(read_file(company, "D003"), moment=None, findings=(), answers={})
    assert "after the last run" in build_deal_page(file, run).view_text


def test_money_of_another_currency_is_shown_in_both(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    page = build(company, run, find_deal(company, "d.currency = 'USD'"))
    amount = next(fact.text for fact in page.head if fact.name == "Amount")
    assert amount.startswith("USD")
    assert "(EUR" in amount


def test_only_an_invented_company_bears_the_banner(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    file = read_file(company, "D003")
    real = replace(file, deal=replace(file.deal, custom={}))
    sample = replace(file, deal=replace(file.deal, custom={}, instance="sample"))
    assert [bool(build_deal_page(one, run).banner) for one in (file, real, sample)] == [True, False, True]


@pytest.mark.parametrize(
    ("url", "shown"), [("https://crm.example/1", True), ("javascript:alert(1)", False), ("", False)]
)
def test_only_a_web_address_opens_in_the_crm(
    company: duckdb.DuckDBPyConnection, run: Run, url: str, shown: bool
) -> None:
    file = read_file(company, "D003")
    deal = replace(file.deal, standing=replace(file.deal.standing, url=url))
    html = render_deal(ENVIRONMENT, build_deal_page(replace(file, deal=deal), run))
    assert ("Open in the CRM" in html) == shown


def test_four_hundred_activities_are_all_listed(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    file = read_file(company, "D005")
    page = build_deal_page(file, run)
    assert len(file.events) == 400
    assert sum(1 for row in page.rows if row.kind.split(",")[0] in ("e-mail", "call", "meeting", "demo", "note")) == 400


def test_rows_stand_in_the_order_of_time_and_undated_ones_last(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    rows = build(company, run, "D003").rows
    dated = [bool(row.day) for row in rows]
    assert dated == sorted(dated, reverse=True)
    assert [row.anchor for row in rows] == [f"row-{number}" for number in range(1, len(rows) + 1)]


def test_a_deal_without_dated_rows_says_that_there_is_nothing_to_draw(
    company: duckdb.DuckDBPyConnection, run: Run
) -> None:
    file = read_file(company, "D007")
    bare = replace(file, deal=replace(file.deal, opened_at=None, closed_at=None), changes=(), moment=None)
    assert "nothing to draw" in PageReader(render_deal(ENVIRONMENT, build_deal_page(bare, run))).text


def test_the_terminal_says_what_the_page_says(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    page = build(company, run, find_deal(company, "d.id IN (SELECT deal_id FROM finding) AND m.outcome = 'lost'"))
    text = " ".join(print_deal(page).replace("\u00a0", " ").split())
    assert page.title in text
    assert page.findings
    assert page.remarks
    assert all(finding.sentence in text for finding in page.findings)
    assert all(remark.text in text for remark in page.remarks)


def test_the_terminal_and_the_page_say_where_silence_is_not_sure(run: Run) -> None:
    events = (make_event(1, 20), make_event(2, 40, "email", "unknown"))
    page = build_deal_page(make_deal_file(last_word=AT + 20 * DAY, events=events), run)
    assert "last known word plus 7 days" in page.view_text
    assert "no word known from the buyer" in PageReader(render_deal(ENVIRONMENT, page)).text
    text = print_deal(page)
    assert "╌╌╌" in text
    assert "╌ no word known" in " ".join(text.split())
    assert "░" not in text


def test_a_narrow_terminal_cuts_no_name_in_the_middle_of_a_word(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    people = (make_person(1, "Maximiliana Castellanos of Weidenhofer", 3),)
    text = print_deal(build_deal_page(make_deal_file(people=people, events=(make_event(1, 3, people=(1,)),)), run))
    assert "Maximiliana Castellanos…" in text
    assert "? no direction" in " ".join(text.split())


def test_several_deals_read_at_once_are_the_same_as_one_by_one(company: duckdb.DuckDBPyConnection) -> None:
    ids = [choose_deal(company, source_id) for source_id in ("D003", "D005", "D011")]
    assert read_deal_files(company, ids) == [read_deal_files(company, [deal])[0] for deal in ids]
