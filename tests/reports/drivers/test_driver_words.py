"""Every sentence that the pages of drivers can say: an association with interval and n, never what brought it about."""

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import product
from pathlib import Path

import pytest

from assay.patterns.association import CLAIM_DEALS
from assay.reports.drivers.charts import chart_drivers
from assay.reports.drivers.page import blur_row, build_drivers_page
from assay.reports.drivers.reading import CombinationRow, DriverRow, PairRow
from assay.reports.drivers.saying import say_driver
from assay.reports.drivers.together import build_together_page, chart_map
from assay.tables.concluded.driver import HINDRANCES

SOURCE = Path(__file__).parents[3] / "src" / "assay"

#: what may never be said of an association; the wording table of the statistics that the product rests on
FORBIDDEN = {
    "en": r"\b(because|due to|caus(e|es|ed|ing)|cost you|costs? deals|leads? to|led to|results? in|drives?|thanks to"
    r"|you lost|effect of|impact of|makes? you|proves?)\b",
    "de": r"\b(weil|wegen|aufgrund|verursach\w*|bewirk\w*|führt zu|führte zu|kostet Sie|durch die Wirkung|Ursache\w*"
    r"|Auswirkung\w*|beweis\w*)\b",
}

DRIVER = DriverRow(
    kind="driver",
    name="price_too_high",
    deals=140,
    n=900,
    lost_with=80,
    lost_n=600,
    ratio=1.8,
    ratio_low=1.5,
    ratio_high=2.2,
    plain_ratio=1.6,
    plain_ratio_low=1.3,
    plain_ratio_high=2.0,
    ending_ratio=1.1,
    ending_ratio_low=0.9,
    ending_ratio_high=1.3,
    always_low=1.3,
    always_high=2.6,
    placebo_ratio=1.0,
    placebo_ratio_low=0.8,
    placebo_ratio_high=1.2,
    e_value=2.4,
    e_value_low=1.9,
    q=0.001,
    asked=68,
    verdict="associated",
    hindrance=None,
    more_needed=None,
    open_deals=12,
    open_priced=9,
    open_value=240_000.0,
)
PAIR = PairRow("contract_terms", "price_too_high", 24.3, 15.1, 60.0, 90.2, 600, 1.5, 1.2, 1.8, 0.001, 120, "together")
SET = CombinationRow(
    *("contract_terms,price_too_high", 2, 24.0, 18.0, 30.0, 15.0, 600),
    *(0.8, 0.7, 0.9, 40, 0.5, 0.45, 0.55, 220, 1.6, 1.3, 2.0, 0.001, 30, "associated", None),
)


def list_driver_rows() -> Iterator[DriverRow]:
    for verdict, hindrance, more, ratio in product(
        ("associated", "not_associated", "not_enough"), (*HINDRANCES, None), (None, 0, 500), (1.8, 0.5, None)
    ):
        yield replace(DRIVER, verdict=verdict, hindrance=hindrance, more_needed=more, ratio=ratio)
    yield replace(DRIVER, open_deals=0)
    yield replace(DRIVER, open_priced=0, placebo_ratio=None, plain_ratio=None)


def list_sentences() -> Iterator[str]:
    """All that both pages say of every kind of row."""
    titles = {"price_too_high": "Price too high", "contract_terms": "Contract terms"}
    for row in list_driver_rows():
        page = build_drivers_page([row], titles, "EUR")
        yield from (page.lead, page.tried, *(str(text) for text in asdict(page.drivers[0]).values()))
    yield build_drivers_page([], titles, "EUR").lead
    for verdict, more, ratio in product(
        ("associated", "not_associated", "not_enough"), (None, 0, 500), (1.6, 0.5, None)
    ):
        one = replace(SET, verdict=verdict, more_needed=more, ratio=ratio)
        together = build_together_page([PAIR, replace(PAIR, verdict="apart")], [one], titles)
        yield from (together.lead, together.tried, *(pair.sentence for pair in together.pairs))
        yield from (str(text) for text in asdict(together.combinations[0]).values())
    yield build_together_page([], [], titles).lead
    yield build_together_page([replace(PAIR, verdict="not_shown")], [], titles).lead
    for drawn in (chart_drivers([DRIVER], titles, "driver"), chart_map([PAIR], titles)):
        assert drawn is not None
        yield from (drawn[1].about, drawn[1].title)


def list_page_texts() -> Iterator[str]:
    """The texts of the templates."""
    folder = SOURCE / "web" / "patterns" / "templates" / "patterns"
    names = ("drivers", "driver", "driver_line", "driver_table", "together", "combinations", "standing")
    for name in names:
        text = (folder / f"{name}.html").read_text(encoding="utf-8")
        yield from re.findall(r'{% trans ["\'](.+?)["\'] %}', text)
        yield from re.findall(r"{% blocktrans[^%]*%}(.+?){% endblocktrans %}", text)


def test_no_sentence_says_what_brought_a_loss_about() -> None:
    for sentence in (*list_sentences(), *list_page_texts()):
        assert not re.search(FORBIDDEN["en"], sentence, re.IGNORECASE), sentence


def test_no_german_text_of_them_does_either() -> None:
    """Of the messages of these files, whichever are translated by now."""
    catalogue = (SOURCE / "web" / "locale" / "de" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    ours = [
        entry
        for entry in catalogue.split("\n\n")
        if re.search(r"#: .*(reports/drivers/|templates/patterns/(driver|together|combinations))", entry)
    ]
    for entry in ours:
        said = " ".join(re.findall(r'"(.*)"', entry.partition("msgstr")[2]))
        # that it is not shown may be said
        denied = re.sub(r"von keinem ist +gezeigt[^.]*", "", said)
        assert not re.search(FORBIDDEN["de"], denied, re.IGNORECASE), said


def test_each_claim_has_its_interval_its_n_and_says_what_it_is() -> None:
    for ratio in (1.8, 0.5):
        sentence = say_driver(replace(DRIVER, ratio=ratio))
        assert "95\u00a0% interval" in sentence
        assert "80 of 600 lost deals" in sentence
        assert "900 deals followed" in sentence
        assert "This is an association." in sentence


def test_what_is_not_told_says_how_many_more_deals_it_takes() -> None:
    sentence = say_driver(replace(DRIVER, verdict="not_enough", hindrance="chance", more_needed=1_500))
    assert sentence.startswith("Not enough to tell")
    assert "1,500 more ended deals" in sentence.replace("\u00a0", " ")


def test_what_is_shown_comes_first_and_by_the_lower_end() -> None:
    rows = [
        replace(DRIVER, name="a", verdict="not_enough", hindrance="chance"),
        replace(DRIVER, name="b", ratio_low=1.3),
        replace(DRIVER, name="c", ratio_low=1.6),
    ]
    assert [line.name for line in build_drivers_page(rows, {}, "EUR").drivers] == ["c", "b", "a"]


def test_few_deals_out_of_sight_are_not_told() -> None:
    blurred = blur_row(replace(DRIVER, lost_with=3, open_deals=3, open_priced=2), 8)
    assert blurred.ratio is None
    assert (blurred.verdict, blurred.hindrance) == ("not_enough", "few")
    assert (blurred.open_deals, blurred.open_value) == (0, None)
    assert blur_row(DRIVER, 8) == DRIVER


def test_the_words_name_the_fewest_deals_of_a_claim() -> None:
    assert CLAIM_DEALS == 10
    assert "ten lost deals" in say_driver(replace(DRIVER, verdict="not_enough", hindrance="few"))


@pytest.mark.parametrize("most", [1, 30])
def test_the_map_holds_as_many_drivers_as_can_be_read(most: int) -> None:
    rows = [replace(PAIR, first=f"a{number:02}", second=f"b{number:02}") for number in range(most)]
    drawn = chart_map(rows, {})
    assert drawn is not None
    named = {cell for row in drawn[0].rows for cell in (row[0], row[2])}
    assert len(named) <= 12


def test_pairs_that_were_tried_and_not_shown_are_told_apart() -> None:
    some, whole = replace(PAIR, asked=72), replace(PAIR, asked=1)
    lead = build_together_page([some], [], {}).lead
    assert "72 pairs of drivers were tried. 1 of them can be shown to you." in lead
    assert "The others are in too few lost deals to be shown to you." in lead
    assert "can be shown to you" not in build_together_page([whole], [], {}).lead


def test_combinations_that_could_not_be_tried_are_counted_apart() -> None:
    untried = replace(SET, q=None, ratio=None, verdict="not_enough")
    assert "1 combination more is listed" in build_together_page([PAIR], [SET, untried], {}).tried
    assert "listed" not in build_together_page([PAIR], [SET], {}).tried
