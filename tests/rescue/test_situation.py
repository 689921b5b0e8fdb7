"""Open deals are ranked by how likely the reasons of a loss are at work in them."""

import csv
import io
from dataclasses import replace

import pytest

from assay.domain.errors import InputError
from assay.reports.same_situation.terminal import COLUMNS, Asked, show_like
from assay.rescue.situation import LEAST, LikeDeal, PastReason, count_held_out, is_held_out, propose, weigh_reasons
from assay.store.home import Home

KEPT = {"hold_out": "no"}


def _read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_reasons_weigh_by_how_likely_they_were_the_main_one() -> None:
    weights = weigh_reasons([PastReason("a", 0.6), PastReason("b", 0.2), PastReason("c", 0.0)])
    assert weights == pytest.approx({"a": 0.75, "b": 0.25})


def test_nothing_known_weighs_nothing() -> None:
    assert weigh_reasons([PastReason("a", 0.0)]) == {}


def test_every_open_deal_is_ranked_by_what_is_at_work(like_home: Home) -> None:
    rows = _read(show_like(replace(like_home, settings=KEPT), Asked("loss"), "csv"))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["deal_name"] for row in rows] == ["alike", "quiet", "other", "unlike"]
    # .75 x .8 + .25 x .2; .75 x .85; .25 x .9; nothing
    assert [float(row["probability"]) for row in rows] == pytest.approx([0.65, 0.6375, 0.225, 0.0])
    assert [row["proposed"] for row in rows] == ["true", "true", "false", "false"]


def test_a_reason_that_a_person_is_sure_of_goes_before_the_verdict(like_home: Home) -> None:
    rows = _read(show_like(like_home, Asked("loss", ("Timing",)), "csv"))
    assert (rows[0]["deal_name"], float(rows[0]["probability"])) == ("other", 0.9)


def test_words_are_read_as_reasons(like_home: Home) -> None:
    text = show_like(replace(like_home, settings=KEPT), Asked(text="Your price is far too high for us."))
    assert text.splitlines()[0] == "Sought: Price too high."
    assert "85\xa0%  quiet (quiet)" in text


def test_of_several_reasons_it_is_said_how_much_each_weighs(like_home: Home) -> None:
    text = show_like(like_home, Asked(reasons=("usability", "timing")))
    assert text.splitlines()[0].count("(50\xa0% of the weight)") == 2


def test_what_is_not_clear_or_not_known_says_what_to_do(like_home: Home) -> None:
    for asked, told in (
        (Asked(), "not clear"),
        (Asked("loss", text="too dear"), "not clear"),
        (Asked("nowhere"), "No deal is called"),
        (Asked(reasons=("astrology",)), "There is no reason 'astrology'"),
        (Asked(text="No reason given"), "No reason can be read"),
    ):
        with pytest.raises(InputError, match=told):
            show_like(like_home, asked)


def test_a_deal_without_a_verdict_is_like_nothing(like_home: Home) -> None:
    with pytest.raises(InputError, match="Nothing is known yet"):
        show_like(like_home, Asked("untold"))


def test_none_is_named_where_none_is_likely_enough(like_home: Home) -> None:
    assert "none is named" in show_like(like_home, Asked(reasons=("usability",)))


def _like(probability: float, deal_id: int = 1, *, is_dead: bool = False, is_held_out: bool = False) -> LikeDeal:
    return LikeDeal(deal_id, "s", "n", None, None, probability, (), 3, is_dead, is_held_out)


def test_the_dead_the_unlikely_and_those_held_out_are_not_proposed() -> None:
    fit = _like(0.9)
    others = [_like(0.9, is_dead=True), _like(LEAST), _like(0.9, is_held_out=True)]
    assert propose([fit, *others]) == [fit]


def test_never_more_than_twenty_are_proposed() -> None:
    assert len(propose([_like(0.9, number) for number in range(30)])) == 20


def test_of_those_held_out_the_ones_are_counted_that_would_be_proposed() -> None:
    held = [_like(0.9, 1, is_held_out=True), _like(0.2, 2, is_held_out=True), _like(0.9, 3, is_dead=True)]
    assert count_held_out(held) == 1
    beyond = [_like(0.9, number, is_held_out=number >= 20) for number in range(30)]
    assert count_held_out(beyond) == 0


def test_a_fifth_is_held_out_and_the_same_ones_each_time() -> None:
    drawn = [is_held_out("deal 7", number) for number in range(5_000)]
    assert drawn == [is_held_out("deal 7", number) for number in range(5_000)]
    # binomial, n = 5,000, p = .2: four standard errors are .0226
    assert abs(sum(drawn) / 5_000 - 0.2) < 0.0226
    assert drawn != [is_held_out("deal 8", number) for number in range(5_000)]
    assert not any(is_held_out("deal 7", number, 0.0) for number in range(100))
