"""The reasons of deals as they are read from the results, and as the pages of a deal show them."""

from dataclasses import replace

import duckdb
import pytest

from assay.domain.key import make_key
from assay.reports.deal_file import Run
from assay.reports.deal_page import DealPage, build_deal_page
from assay.reports.deal_reading import read_deal_files, read_run
from assay.reports.deal_terminal import print_deal
from assay.reports.pages import make_environment, render_deal, render_paper
from assay.reports.reasons.reading import read_reasons
from assay.words.taxonomy import load_taxonomy
from reports.collected_record import Record
from reports.invented_company import Company
from reports.page_reading import PageReader

FOR_THE_CIRCLE = "Only the circle may read this."


def add_reason(record: Record, deal: int, driver: str, p: float, rank: int, **values: object) -> None:
    told: dict[str, object] = {
        "view": "look_back",
        "p_active": p,
        "p_low": p - 0.1,
        "p_high": p + 0.1,
        "strength": 0.3,
        "p_record": p,
        "whose": "ours",
        "stated_by_rep": False,
        "stated_by_buyer": False,
        "for_rows": 0,
        "against_rows": 0,
    }
    record.put("reason", deal_id=deal, driver=driver, p=p, rank=rank, **told | values)


def add_verdict(record: Record, deal: int, rep: str = "[]", buyer: str = "[]", **values: object) -> None:
    told: dict[str, object] = {"standing": "told", "reasons": 1, "audited": False, "truth_gap": "not_audited"}
    names = {"rep_names": rep, "buyer_names": buyer, "record_names": "[]", "audit_names": "[]"}
    names |= {"main_unaudited": "price_too_high"}
    record.put("verdict", deal_id=deal, view="look_back", **names | told | values)


@pytest.fixture(scope="module")
def reasoned() -> duckdb.DuckDBPyConnection:
    """The invented company after its reasons were worked out: of D004, and the word of the rep in nine others."""
    company = Company()
    record = company.record
    lost = [int(str(deal["id"])) for deal in company.deals if deal["outcome"] == "lost"]
    deal = make_key("invented", "main", "deal", "D004")
    note = next(row["id"] for row in record.rows["statement"] if row["deal_id"] == deal)
    secret = record.add(
        "statement", "X1", deal_id=deal, side="rep", origin="peer_view", text=FOR_THE_CIRCLE, circle="team 1"
    )
    activity = next(row["activity_id"] for row in record.rows["deal_event"] if row["deal_id"] == deal)
    said = record.add("utterance", "U1", activity_id=activity, position=1, side="buyer", text="We cannot say yes here.")
    others = [one for one in lost if one != deal][:9]
    for place, other in enumerate(others):
        p, agreed = 0.6 if place < 3 else 0.1, place < 2
        add_reason(record, other, "price_too_high", p, 1, stated_by_rep=True, stated_by_buyer=agreed)
        add_verdict(record, other, '["price_too_high"]', '["price_too_high"]' if agreed else '["timing"]')
    add_reason(record, deal, "no_access_to_power", 0.72, 1)
    add_reason(record, deal, "price_too_high", 0.2, 2, stated_by_rep=True)
    add_verdict(record, deal, '["price_too_high"]', record_names='["no_access_to_power"]')
    for driver, table, row, side in (
        ("price_too_high", "statement", note, "rep"),
        ("price_too_high", "statement", secret, "rep"),
        ("no_access_to_power", "utterance", said, "buyer"),
    ):
        ground = {"driver": driver, "table_name": table, "row_id": row, "side": side}
        record.put("reason_ground", deal_id=deal, kind="mention", way="for", weight=1.1, **ground)
    signal = {"kind": "finding", "table_name": "finding", "signal": "people.decision_maker_met"}
    record.put("reason_ground", deal_id=deal, driver="no_access_to_power", way="for", row_id=1, weight=0.7, **signal)
    record.put("driver_effect", driver="price_too_high", deals=20, n=60, p_real=0.4, verdict="not_enough")
    record.put("conclusion", part="reasons", run_id="f00d" * 4, rests_on="x", made_at=1)
    return company.open()


def build_page(connection: duckdb.DuckDBPyConnection, source_id: str = "D004", **options: str) -> DealPage:
    run: Run = read_run(connection)
    (file,) = read_deal_files(connection, [make_key("invented", "main", "deal", source_id)])
    return build_deal_page(file, run, taxonomy=load_taxonomy(), **options)


def test_a_rep_s_word_is_counted_in_other_deals_only(reasoned: duckdb.DuckDBPyConnection) -> None:
    deal = make_key("invented", "main", "deal", "D004")
    held = read_reasons(reasoned, [deal])[deal].held["price_too_high"]
    assert (held.n, held.borne_out, held.heard, held.agreed, held.audited) == (9, 3, 9, 2, 0)


def _put_driver(record: Record, verdict: str, ratio: float | None) -> None:
    counts = {"deals": 30, "n": 90, "lost_with": 20, "lost_n": 50, "asked": 12, "open_deals": 4, "open_priced": 4}
    spans = {"ratio": ratio, "ratio_low": ratio and ratio - 0.2, "ratio_high": ratio and ratio + 0.2}
    record.put("driver", kind="driver", name="price_too_high", verdict=verdict, **counts, **spans)


@pytest.mark.parametrize(
    ("told", "ratio", "verdict", "n"),
    [
        ("associated", 1.5, "associated", 90),
        ("not_associated", 1.5, "not_associated", 90),
        ("not_enough", None, "not_enough", 60),
        (None, None, "not_enough", 60),
    ],
)
def test_a_deal_claims_of_a_driver_what_the_page_of_drivers_claims(
    told: str | None, ratio: float | None, verdict: str, n: int
) -> None:
    company = Company().record
    deal = make_key("invented", "main", "deal", "D004")
    add_reason(company, deal, "price_too_high", 0.7, 1)
    add_verdict(company, deal, '["price_too_high"]')
    spans = {"ratio": 1.9, "ratio_low": 1.2, "ratio_high": 3.0}
    company.put("driver_effect", driver="price_too_high", deals=20, n=60, p_real=0.99, verdict="associated", **spans)
    company.put("conclusion", part="reasons", run_id="f00d" * 4, rests_on="x", made_at=1)
    if told:
        _put_driver(company, told, ratio)
    effect = read_reasons(company.open(), [deal])[deal].effects["price_too_high"]
    assert (effect.verdict, effect.n) == (verdict, n)


def test_nothing_is_read_before_reasons_were_worked_out(company: duckdb.DuckDBPyConnection) -> None:
    deal = make_key("invented", "main", "deal", "D004")
    assert read_reasons(company, [deal])[deal].made_of == ""


def test_what_was_said_to_a_circle_is_no_ground_that_others_read(reasoned: duckdb.DuckDBPyConnection) -> None:
    page = build_page(reasoned)
    assert FOR_THE_CIRCLE not in render_deal(make_environment(), page)
    assert page.reasons is not None
    (price,) = page.reasons.rest
    assert len(price.speaking) == 1


def test_each_ground_leads_to_its_row(reasoned: duckdb.DuckDBPyConnection) -> None:
    page = build_page(reasoned)
    html = PageReader(render_deal(make_environment(), page))
    assert page.reasons is not None
    grounds = [ground for one in (*page.reasons.shown, *page.reasons.rest) for ground in one.speaking]
    assert len(grounds) == 3
    assert {ground.anchor for ground in grounds if ground.anchor} <= set(html.ids)
    # what was said in a call opens the call, and a page on a server opens its row
    (call,) = [ground for ground in grounds if ground.row.startswith("activity/")]
    (served,) = [
        ground
        for one in (build_page(reasoned, rows_at="/deals/1/rows/").reasons or page.reasons).shown
        for ground in one.speaking
        if ground.row == call.row
    ]
    assert served.said.startswith("the buyer, a call")


def test_the_page_the_paper_and_the_terminal_hold_the_same_reasons(reasoned: duckdb.DuckDBPyConnection) -> None:
    page = build_page(reasoned)
    texts = [PageReader(render(make_environment(), page)).text for render in (render_deal, render_paper)]
    for text in (*texts, " ".join(print_deal(page).split())):
        told = text.replace("\u00a0", " ")
        assert "One reason stands out: No access to power (72 %)." in told
        assert "weak evidence: Price too high was named by the rep, and nothing else" in told.replace("• ", "")
        assert "Only the rep names Price too high. Only the record speaks for No access to power." in told
        assert "Truth gap: not audited." in told


def test_every_link_and_anchor_of_the_reasons_leads_somewhere(reasoned: duckdb.DuckDBPyConnection) -> None:
    html = PageReader(render_deal(make_environment(), build_page(reasoned)))
    assert len(html.ids) == len(set(html.ids))
    assert {link[1:] for link in html.links if link.startswith("#")} <= set(html.ids)
    assert sum(link.startswith("data:text/csv") for link in html.links) == 1


def test_a_deal_whose_reasons_are_not_worked_out_says_so_on_its_page(company: duckdb.DuckDBPyConnection) -> None:
    page = build_page(company)
    assert "not done yet" in PageReader(render_deal(make_environment(), page)).text
    assert "not done yet" in " ".join(print_deal(page).split())


def test_a_deal_that_no_run_has_seen_has_no_reasons(company: duckdb.DuckDBPyConnection) -> None:
    (file,) = read_deal_files(company, [make_key("invented", "main", "deal", "D004")])
    assert build_deal_page(replace(file, moment=None), read_run(company), taxonomy=load_taxonomy()).reasons is None
