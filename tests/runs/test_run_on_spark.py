"""The same record gives the same results when Spark computes them, whatever else it tells by its own hash."""

import math
from contextlib import closing
from pathlib import Path

from assay.runs.asking import read_needs
from assay.runs.clock import read_clock
from assay.runs.digest import make_digests
from assay.runs.moments import make_moments
from assay.signals import find_signals
from assay.store import open_engine, open_place
from assay.store.home import Home
from assay.tables import TABLES
from runs.conftest import Ask, Run
from runs.invented_deals import invent_deals
from runs.small_record import SmallRecord
from runs.test_future import SHOWN
from spark_server import SparkUrls


def test_a_run_over_spark_connect_gives_the_same_results(
    home: Home, tmp_path: Path, run: Run, ask: Ask, spark_urls: SparkUrls
) -> None:
    record = invent_deals(9, 40)
    record.rate("USD", 0, 0.9)
    record.rows["deal"][1]["currency"] = "USD"
    away = Home(tmp_path / "away", {"engine": spark_urls.connect})
    for place in (home, away):
        record.write(place)
        run(at=place)
    for name, query in SHOWN.items():
        ours, theirs = ask(query), ask(query, away)
        assert len(ours) == len(theirs), name
        assert all(_is_alike(left, right) for left, right in zip(ours, theirs, strict=True)), name
    assert run(at=away).is_same


def test_a_new_activity_changes_the_digest_of_its_deal_alone(tmp_path: Path, spark_urls: SparkUrls) -> None:
    record = invent_deals(9, 10)
    home = Home(tmp_path / "home", {"engine": spark_urls.local})
    deal = record.rows["deal"][0]["id"]
    before = _read_digests(record, home)
    record.word(deal, 90)
    after = _read_digests(record, home)
    assert {key for key in before if before[key] != after[key]} == {deal}


def _read_digests(record: SmallRecord, home: Home) -> dict[int, int]:
    record.write(home)
    with closing(open_engine(home, open_place(home.record, TABLES))) as engine:
        clock = read_clock(engine, None)
        make_moments(engine, clock, "EUR")
        make_digests(engine, clock, read_needs(find_signals()))
        return {int(deal): int(digest) for deal, digest in engine.rows("SELECT deal_id, digest FROM run_digest")}


def _is_alike(ours: tuple[object, ...], theirs: tuple[object, ...]) -> bool:
    """Engines sum in another order, which shows in the last figure of a float."""
    return all(
        math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
        if isinstance(left, float) and isinstance(right, float)
        else left == right
        for left, right in zip(ours, theirs, strict=True)
    )
