"""The same record gives the same results when Spark computes them."""

from pathlib import Path

from assay.store.home import Home
from runs.conftest import Ask, Run
from runs.invented_deals import invent_deals
from runs.test_future import SHOWN
from spark_server import SparkUrls


def test_a_run_on_spark_gives_the_same_results(
    home: Home, tmp_path: Path, run: Run, ask: Ask, spark_urls: SparkUrls
) -> None:
    record = invent_deals(9, 40)
    record.rate("USD", 0, 0.9)
    record.rows["deal"][1]["currency"] = "USD"
    away = Home(tmp_path / "away", {"engine": spark_urls.local})
    for place in (home, away):
        record.write(place)
        run(at=place)
    for name, query in SHOWN.items():
        assert [_round(row) for row in ask(query)] == [_round(row) for row in ask(query, away)], name
    record.word(record.rows["deal"][0]["id"], 90)
    record.write(away)
    assert run(at=away).recomputed == 1


def _round(row: tuple[object, ...]) -> tuple[object, ...]:
    """Engines sum in another order, which shows in the last figure of a float."""
    return tuple(round(value, 9) if isinstance(value, float) else value for value in row)
