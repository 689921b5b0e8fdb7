"""Themes by competitor: who spoke of what, in how many deals, with quotes of deals in sight alone."""

from collections.abc import Iterator

import duckdb
import pytest

from assay.reports.pages import make_environment, render_themes
from assay.reports.patterns.floor import FLOOR
from assay.reports.themes.page import Hrefs, build_themes_page, list_numbers
from assay.reports.themes.reading import Said, read_said
from assay.tables.mention import MENTION

NAMES = {"price": "Price", "features": "Features"}
DAY = 86_400


class Mentions:
    """A record of deals with what was said in them."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(
            """CREATE TABLE moment (deal_id BIGINT, is_hidden BOOLEAN);
               CREATE TABLE deal (id BIGINT, name VARCHAR, source_id VARCHAR);
               CREATE TABLE statement (id BIGINT, circle VARCHAR);
               CREATE TABLE competitor (id BIGINT, name VARCHAR, is_deleted BOOLEAN);
               INSERT INTO competitor VALUES (1, 'Zenith', false), (2, 'zenith', false), (3, 'Apexia', false)"""
        )
        kinds = {"id": "BIGINT", "time": "BIGINT", "whole": "BIGINT", "number": "DOUBLE"}
        columns = ", ".join(f'"{one.name}" {kinds.get(one.type, "VARCHAR")}' for one in MENTION.columns)
        self.connection.execute(f"CREATE TABLE mention ({columns})")
        self.rows = 0

    def add(self, deal: int, about: str, theme: str | None, polarity: str, **more: object) -> None:
        """One passage. more: columns of mention; hidden: the deal is out of sight."""
        if not self.connection.execute("SELECT 1 FROM deal WHERE id = ?", [deal]).fetchall():
            self.connection.execute("INSERT INTO deal VALUES ($1, 'Deal ' || $1, 'd')", [deal])
            self.connection.execute("INSERT INTO moment VALUES (?, ?)", [deal, bool(more.get("hidden"))])
        self.rows += 1
        row = {
            "deal_id": deal, "table": "activity", "row_id": self.rows, "side": "buyer", "origin": "email", "start": 0,
            "end": 9, "occurred_at": deal * DAY, "known_at": 0, "quote": f"quote {self.rows}",
            "driver": "price.price_too_high", "theme": theme, "about": about, "polarity": polarity,
            "coder": "model", "confidence": 0.7, "language": "en",
        }  # fmt: skip
        row |= {name: value for name, value in more.items() if name != "hidden"}
        names = ", ".join(f'"{name}"' for name in row)
        self.connection.execute(f"INSERT INTO mention ({names}) VALUES ({', '.join('?' * len(row))})", [*row.values()])

    def read(self, **asked: object) -> Said:
        return read_said(self.connection, **asked)  # type: ignore[arg-type]


@pytest.fixture
def mentions() -> Iterator[Mentions]:
    made = Mentions()
    yield made
    made.connection.close()


def write_page(said: Said, party: str = "") -> str:
    return render_themes(make_environment(), build_themes_page(said, NAMES, Hrefs(), party=party))


def test_praise_counts_though_it_gives_no_reason(mentions: Mentions) -> None:
    mentions.add(1, "us", "price", "for", driver=None, confidence=None)
    mentions.add(2, "us", None, "unknown", driver=None)
    (cell,) = mentions.read().cells
    assert (cell.theme, cell.praised, cell.against) == ("price", 1, 0)


def test_buyers_own_words_stand_apart_from_what_reps_report(mentions: Mentions) -> None:
    mentions.add(1, "us", "price", "against")
    mentions.add(1, "us", "price", "against", side="rep", origin="crm_note")
    mentions.add(2, "us", "price", "for", side="manager", origin="debrief")
    mentions.add(3, "us", "features", "mixed")
    found = {(cell.theme, cell.voice): (cell.deals, cell.against, cell.praised) for cell in mentions.read().cells}
    assert found == {
        ("price", "buyer"): (1, 1, 0),
        ("price", "reported"): (2, 1, 1),
        ("features", "buyer"): (1, 1, 1),
    }


def test_second_opinions_are_neither_counted_nor_quoted(mentions: Mentions) -> None:
    mentions.add(1, "us", "price", "against", coder_id="mini+1")
    mentions.add(1, "us", "price", "for", coder_id="second:large@here+1")
    mentions.add(2, "us", "features", "for", coder_id="second:large@here+1")
    said = mentions.read()
    assert [(cell.theme, cell.passages, cell.praised) for cell in said.cells] == [("price", 1, 0)]
    assert [quote.text for quote in said.quotes] == ["quote 1"]


def test_the_base_is_the_deals_in_which_that_voice_spoke_of_that_company(mentions: Mentions) -> None:
    for deal in range(20):
        mentions.add(deal, "us", "price" if deal < 5 else "features", "against")
    page = build_themes_page(mentions.read(), NAMES, Hrefs())
    (voice,) = page.themes[0].cells[0].voices
    assert voice.against.replace("\u00a0", " ") == "against in 5 of 20 deals"
    assert voice.against_share.replace("\u00a0", " ") == "25 % (11 to 47 %)"


def test_where_nobody_can_tell_for_or_against_no_share_is_said(mentions: Mentions) -> None:
    for deal in range(20):
        mentions.add(deal, "us", "price", "unknown" if deal < 3 else "for" if deal < 10 else "against")
    mentions.add(0, "us", "price", "for")  # one passage that tells is enough
    said = mentions.read()
    (voice,) = build_themes_page(said, NAMES, Hrefs()).themes[0].cells[0].voices
    assert voice.against.replace("\u00a0", " ") == "against in 10 of 20 deals"
    assert (voice.praise, voice.against_share) == ("for in 8, in 2 it tells neither", "")
    (row,) = list_numbers(said, NAMES)[0].records()
    assert (row["deals_against"], row["against"], row["deals_untold"]) == (10, None, 2)


def test_of_few_deals_no_share_is_said(mentions: Mentions) -> None:
    mentions.add(1, "us", "price", "against")
    assert "not enough to tell (21 to 100" in write_page(mentions.read()).replace("\u00a0", " ")


def test_companies_stand_side_by_side_and_one_of_two_sources_is_one(mentions: Mentions) -> None:
    mentions.add(1, "us", "price", "against")
    mentions.add(2, "competitor", "price", "for", competitor_id=1)
    mentions.add(3, "incumbent", "price", "for", competitor_id=2)
    mentions.add(4, "competitor", "price", "for", competitor_id=3)
    mentions.add(5, "incumbent", "price", "for")
    mentions.add(6, "competitor", "price", "for")
    page = build_themes_page(mentions.read(), NAMES, Hrefs())
    names = [party.name for party in page.parties]
    assert names == ["Us", "Zenith", "Apexia", "The incumbent, unnamed", "A competitor without a name"]
    assert "buyers: 2" in page.parties[1].about


def test_one_company_is_set_beside_us_alone(mentions: Mentions) -> None:
    for deal in (1, 2):
        mentions.add(deal, "competitor", "price", "for", competitor_id=1)
    mentions.add(3, "competitor", "price", "against", competitor_id=3)
    page = build_themes_page(mentions.read(party="c3"), NAMES, Hrefs(), party="c3")
    assert [party.code for party in page.parties] == ["us", "c3"]
    assert {quote.party for quote in mentions.read(party="c3").quotes} == {"c3"}
    assert [party.code for party in page.others] == ["c1"]


def test_a_quote_tells_day_deal_side_polarity_coder_and_certainty(mentions: Mentions) -> None:
    mentions.add(1, "us", "price", "against", quote="far <too> dear", confidence=0.714)
    mentions.add(2, "us", "price", "for", side="rep", origin="crm_note", coder="person", confidence=None)
    html = write_page(mentions.read())
    assert "far &lt;too&gt; dear" in html
    assert "coded by the model, certainty 0.71" in html
    assert "the rep, note" in html
    assert "coded by a person</span>" in html


def test_deals_out_of_sight_count_and_are_never_quoted(mentions: Mentions) -> None:
    for deal in range(FLOOR):
        mentions.add(deal, "us", "price", "against", hidden=True, quote="secret")
    mentions.add(99, "us", "price", "against", quote="open")
    said = mentions.read()
    assert said.cells[0].deals == FLOOR + 1
    assert [quote.text for quote in said.quotes] == ["open"]


@pytest.mark.parametrize("hidden", range(1, FLOOR))
def test_counts_that_would_tell_of_few_deals_out_of_sight_are_withheld(mentions: Mentions, hidden: int) -> None:
    for deal in range(hidden):
        mentions.add(deal, "us", "price", "against", hidden=True)
    for deal in range(50, 70):
        mentions.add(deal, "us", "price", "against")
    said = mentions.read()
    html = write_page(said)
    assert str(20 + hidden) not in html.split("<tbody>")[1].split("</tbody>")[0]
    assert list_numbers(said, NAMES)[0].rows == (("Us", "Price", "buyer", *[None] * 9),)


def test_words_that_a_circle_alone_may_see_are_not_quoted(mentions: Mentions) -> None:
    mentions.connection.execute("INSERT INTO statement VALUES (1, 'coach'), (2, NULL)")
    mentions.add(1, "us", "price", "against", table="statement", row_id=1)
    mentions.add(2, "us", "price", "against", table="statement", row_id=2)
    said = mentions.read()
    assert (said.cells[0].deals, len(said.quotes)) == (2, 1)


def test_what_was_not_coded_or_is_about_nobody_plays_no_part(mentions: Mentions) -> None:
    mentions.add(1, "us", "price", "against", driver="")
    mentions.add(1, "us", "price", "against", driver=None)
    mentions.add(1, "buyer", "price", "against")
    mentions.add(1, "us", None, "against")
    mentions.add(1, "us", "price", "for", side="rep", origin="email")
    said = mentions.read()
    assert (said.cells, said.ours, said.nobody, said.without_theme) == ((), 1, 1, 1)
    assert "No coded passage" in write_page(said)


def test_the_latest_quotes_come_first_and_no_more_than_asked_for(mentions: Mentions) -> None:
    for deal in range(9):
        mentions.add(deal, "us", "price", "against")
    assert [quote.deal_id for quote in mentions.read(most=3).quotes] == [8, 7, 6]


def test_numbers_hold_every_quote_that_was_read(mentions: Mentions) -> None:
    mentions.add(1, "competitor", "price", "for", competitor_id=1)
    table, quotes = list_numbers(mentions.read(), NAMES)
    assert table.rows[0][:7] == ("Zenith", "Price", "buyer", 1, 1, 1, 0)
    assert quotes.rows[0][:4] == ("Zenith", "Price", "buyer", "Deal 1")
    assert all(len(row) == len(quotes.columns) for row in quotes.rows)
