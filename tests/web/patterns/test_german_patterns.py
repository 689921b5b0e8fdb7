"""Who chose German reads no English name of a driver, and no English word of a chart, on the pages of patterns."""

import html
import re

import pytest
from django.test import Client
from django.utils.translation import override

from assay.domain.tongue import speak
from assay.reports.charts import Drawing, Numbers, draw_chart, spell_heading, write_csv
from assay.reports.headings import HEADINGS
from assay.web.people.models import User
from assay.web.speaking import READER
from assay.words.taxonomy import load_taxonomy
from web.conftest import sign_in

from .conftest import Opened
from .test_share_pages import _AUDITED, _GAP, open_shared
from .test_winning_pages import add_chances

#: what charts and their numbers would say in English
ENGLISH = (
    *(
        "share of losses",
        "win rate",
        "CSV of these numbers",
        "The numbers",
        "95\u00a0% intervals",
        "losses by the record",
    ),
    *("neglect by us", "Neglect by us", "what audits found", "what people stated", "Our score", "The share won so far"),
    *(
        "Does it come true",
        "probability that was said",
        "days since the buyer",
        "quarter of",
        "age in days",
        "no decision",
    ),
)
#: names that German writes alike, or that begin English words of the page's own addresses
ALIKE = {"Integration"}


def _open(company: Opened) -> Client:
    connection = open_shared(_AUDITED, _GAP)
    add_chances(connection)
    company.read(connection)
    User.objects.filter(pk=company.staff.analyst.pk).update(language="de")
    return sign_in(company.staff.analyst)


def _list_words(text: str) -> str:
    text = re.sub(r"<(script|style|q)\b.*?</\1>", " ", text, flags=re.S)
    return html.unescape(re.sub(r"<[^>]*>", "\n", text))


@pytest.mark.parametrize(
    "section", ["", "time/", "shares/", "winning/", "drivers/", "together/", "silence/", "before/"]
)
def test_a_page_of_patterns_is_german_throughout(company: Opened, section: str) -> None:
    answer = _open(company).get(f"/patterns/{section}")
    assert answer.status_code == 200
    said = _list_words(answer.content.decode())
    names = {one.name for one in load_taxonomy().drivers} - ALIKE
    lines = {line.strip() for line in said.split("\n")}
    assert sorted(names & lines) == []
    assert [word for word in ENGLISH if word in said] == []


def test_shares_name_drivers_kinds_and_bases_in_german(company: Opened) -> None:
    said = _list_words(_open(company).get("/patterns/shares/").content.decode())
    for word in ("Kein Budget", "Langsam oder vernachlässigt", "Vernachlässigung durch uns", "was Prüfungen fanden"):
        assert word in said
    assert "Anteil der Verluste" in said


def test_each_heading_stands_in_the_catalogue_once() -> None:
    assert len(set(HEADINGS)) == len(HEADINGS)
    assert spell_heading("low_by_value") in HEADINGS


def test_a_legend_is_german_where_no_row_shows_a_word_and_the_csv_stays_as_it_is() -> None:
    numbers = Numbers("pairs", {"together": "word", "deals": "count"}, (("not shown", 1),))
    colour = {"field": "together", "scale": {"domain": ["not shown", "more often than by chance"]}}
    with override("de"), speak(READER):
        chart = draw_chart(numbers, {"mark": "point", "encoding": {"color": colour}}, title="", about="", alt="")
        written = write_csv(numbers)
    assert isinstance(chart.picture, Drawing)
    legend = chart.picture.spec["encoding"]["color"]["legend"]["labelExpr"]
    assert "öfter als durch Zufall" in legend
    assert chart.table == (("nicht gezeigt", "1"),)
    assert "not shown" in written
