"""The same record in another engine gives the same results."""

from pathlib import Path

from assay.store.home import Home
from runs.conftest import Ask, Run
from runs.invented_deals import invent_deals, name_competitors
from runs.test_future import SHOWN


def test_a_record_in_postgresql_gives_the_same_results(
    home: Home, tmp_path: Path, run: Run, ask: Ask, postgres_url: str
) -> None:
    record = invent_deals(9, 40)
    name_competitors(record)
    record.rate("USD", 0, 0.9)
    record.rows["deal"][1]["currency"] = "USD"
    away = Home(tmp_path / "away", {"record": postgres_url})
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
