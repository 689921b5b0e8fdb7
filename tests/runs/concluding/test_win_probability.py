"""Open deals get a probability of winning that keeps its word on later deals, or none; nothing later enters it."""

import json
import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assay.domain.signal import Signal
from assay.runs.concluding.win_probability.making import WIN_PROBABILITY_PART
from assay.runs.concluding.working import conclude_run
from assay.runs.results import open_results
from assay.runs.running import run_signals
from assay.store.home import Home
from runs.concluding.invented_sales import day_of, invent_sales
from runs.small_record import SmallRecord
from runs.test_future import shuffle_future

DAYS = 1_400


def conclude(record: SmallRecord, home: Home, signals: tuple[Signal, ...], as_of: datetime | None = None) -> None:
    record.write(home)
    run_signals(home, as_of=as_of, renew_baseline=False, signals=signals[:1])
    assert conclude_run(home, lambda step, share: None, (WIN_PROBABILITY_PART,)) == ["win_probability"]


def read(home: Home, query: str) -> list[tuple[Any, ...]]:
    with open_results(home) as results:
        return results.connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def sales(tmp_path_factory: pytest.TempPathFactory, few_signals: tuple[Signal, ...]) -> Home:
    """Where the buyer's wish shows, and a field of the source's own was filled by the end."""
    record, dice = invent_sales(3, 800), random.Random(5)  # noqa: S311 (an invented company, no secret)
    for deal in record.rows["deal"]:
        told = {"Region": dice.choice("NSEW"), "Kind": dice.choice(("new", "old"))}
        if deal["outcome"] in ("won", "lost"):
            planted = deal["outcome"] == "won"
            told["Handover"] = str((not planted) if dice.random() < 0.02 else planted)
            told["Closed_By"] = dice.choice("AB")
        else:
            told["Handover"] = str(dice.random() < 0.5)
        deal["custom"] = json.dumps(told)
    home = Home(tmp_path_factory.mktemp("sales"), {})
    conclude(record, home, few_signals)
    return home


def test_open_deals_get_a_probability_with_the_share_won_of_deals_scored_so(sales: Home) -> None:
    rows = read(
        sales, "SELECT p, band_low, band_high, band_rate, band_deals, abstains FROM win_probability WHERE view='open'"
    )
    assert len(rows) > 50
    for p, low, high, rate, deals, abstains in rows:
        assert abstains is None
        assert low <= p < high
        assert 0 <= rate <= 1
        assert deals >= 20


def test_it_proves_better_than_the_base_rate_and_than_naive_bayes_on_later_deals(sales: Home) -> None:
    found = {
        row[0]: row[1:] for row in read(sales, "SELECT model, verdict, auc, brier, gain_low, slope FROM win_model")
    }
    verdict, auc, brier, gain_low, slope = found["logistic"]
    assert verdict == "used"
    assert gain_low > 0
    assert auc > found["naive_bayes"][1] + 0.05
    assert brier < found["naive_bayes"][2]
    assert 0.6 < slope < 1.5


def test_what_is_said_of_open_deals_is_calibrated_within_chance(sales: Home) -> None:
    (curve,) = read(sales, "SELECT curve FROM win_model WHERE verdict = 'used'")[0]
    bands = json.loads(curve)
    assert len(bands) >= 3
    inside = [band["rate_low"] <= band["said"] <= band["rate_high"] for band in bands]
    assert sum(inside) >= len(bands) - 1


def test_reasons_name_columns_that_were_known_with_their_part(sales: Home) -> None:
    rows = read(sales, "SELECT p, reasons_for, reasons_against FROM win_probability WHERE view = 'open' ORDER BY p")
    weakest, strongest = rows[0], rows[-1]
    for_strongest, against_weakest = json.loads(strongest[1]), json.loads(weakest[2])
    assert for_strongest[0]["part"] > 0 > against_weakest[0]["part"]
    named = {reason["column"] for row in rows for side in row[1:] for reason in json.loads(side)}
    assert named & {"pace", "words_month", "days_silent", "words_before", "silence_in_pace"}
    assert not named & {"Handover", "Closed_By", "probability", "outcome"}


def test_a_planted_leak_is_named_and_fields_that_tell_nothing_are_not(sales: Home) -> None:
    found = dict(read(sales, "SELECT field, verdict FROM leak WHERE kind = 'custom'"))
    assert found == {"Handover": "too_good", "Closed_By": "after_end", "Region": "no_history", "Kind": "no_history"}
    assert {verdict for (verdict,) in read(sales, "SELECT verdict FROM leak WHERE kind = 'column'")} == {"used"}


def test_a_second_time_gives_the_same_to_the_bit(sales: Home, few_signals: tuple[Signal, ...]) -> None:
    query = "SELECT * FROM win_probability ORDER BY ALL"
    before = read(sales, query)
    again = replace(WIN_PROBABILITY_PART, version=99)
    assert conclude_run(sales, lambda step, share: None, (again,)) == ["win_probability"]
    assert read(sales, query) == before


def test_too_few_deals_get_no_probability_and_are_told_how_many_more(
    home: Home, few_signals: tuple[Signal, ...]
) -> None:
    conclude(invent_sales(4, 120), home, few_signals)
    (row,) = read(home, "SELECT model, verdict, learnt_deals, more_needed FROM win_model")
    assert row[1] == "too_few_learnt"
    assert row[2] < 120
    assert row[3] >= 100
    assert set(read(home, "SELECT view, p, abstains FROM win_probability")) == {("open", None, "too_few_learnt")}


def test_where_nothing_tells_the_end_none_is_given(home: Home, few_signals: tuple[Signal, ...]) -> None:
    conclude(invent_sales(6, 800, strength=0.0), home, few_signals)
    assert set(read(home, "SELECT verdict FROM win_model WHERE model = 'logistic'")) == {("no_better",)}
    assert read(home, "SELECT count(p) FROM win_probability WHERE view = 'open'") == [(0,)]


def test_noise_after_the_day_asked_about_changes_no_score_in_any_bit(
    tmp_path: Path, few_signals: tuple[Signal, ...]
) -> None:
    record, asked = invent_sales(3, 800), day_of(1_200)
    then = int(asked.timestamp()) + 86_399
    homes = [Home(tmp_path / name, {}) for name in ("as it was", "as it might have been")]
    conclude(record, homes[0], few_signals, asked)
    conclude(shuffle_future(record, then, random.Random(2)), homes[1], few_signals, asked)  # noqa: S311
    for table in ("win_probability", "win_model", "leak"):
        query = f"SELECT * FROM {table} ORDER BY ALL"
        assert read(homes[0], query) == read(homes[1], query)
    assert read(homes[0], "SELECT count(p) > 30 FROM win_probability WHERE view = 'open'") == [(True,)]
