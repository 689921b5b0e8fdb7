"""One row in full: words, transcript, neighbours, and the row of the export."""

from pathlib import Path

import duckdb
import pytest

from assay.reports.choosing import choose_deal
from assay.reports.deal_file import DealFile, Run
from assay.reports.deal_page import build_deal_page
from assay.reports.deal_reading import read_deal_files
from assay.reports.listing import Listing, list_rows
from assay.reports.pages import make_environment, render_paper
from assay.reports.whole_row import LONGEST_TEXT, read_whole_row


@pytest.fixture
def read(company: duckdb.DuckDBPyConnection) -> tuple[DealFile, Listing]:
    (file,) = read_deal_files(company, [choose_deal(company, "D003")], with_words=False)
    return file, list_rows(file)


def test_the_words_that_the_file_leaves_out_are_read_whole(
    company: duckdb.DuckDBPyConnection, read: tuple[DealFile, Listing], tmp_path: Path
) -> None:
    file, listing = read
    event = file.events[0]
    assert event.body == ""
    old = company.execute("SELECT body FROM activity WHERE id = ?", [event.id]).fetchall()[0][0]
    company.execute("UPDATE activity SET body = repeat('word ', 50000) WHERE id = ?", [event.id])
    whole = read_whole_row(company, file, listing, ("activity", event.id), tmp_path)
    company.execute("UPDATE activity SET body = ? WHERE id = ?", [old, event.id])
    assert whole
    assert len(whole.words) == LONGEST_TEXT
    assert whole.is_cut


def test_rows_lead_to_those_beside_them(
    company: duckdb.DuckDBPyConnection, read: tuple[DealFile, Listing], tmp_path: Path
) -> None:
    file, listing = read
    keys = list(listing.places)
    first, second = (read_whole_row(company, file, listing, key, tmp_path) for key in keys[:2])
    assert first
    assert second
    assert first.before == ""
    assert (first.after, second.before) == (second.row.row, first.row.row)


def test_a_row_of_another_deal_is_none_of_this_one(
    company: duckdb.DuckDBPyConnection, read: tuple[DealFile, Listing], tmp_path: Path
) -> None:
    assert read_whole_row(company, *read, ("activity", 1), tmp_path) is None


def test_paper_holds_its_colours_and_names_within_the_drawing(read: tuple[DealFile, Listing], run: Run) -> None:
    html = render_paper(make_environment(), build_deal_page(read[0], run))
    drawing = html[html.index("<svg ") : html.index("</svg>")]
    assert "var(" not in drawing
    assert 'class="name"' in drawing
    assert 'class="lanes"' not in html
