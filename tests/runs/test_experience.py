"""What our people had seen end before, by deals that were known to have ended by then."""

from pathlib import Path

import numpy as np
import pytest

from assay.domain.signal import Signal
from assay.runs.models.experience import MODEL
from assay.runs.models.model import Columns
from assay.signals import find_signals
from assay.store.home import Home
from runs.conftest import Ask, Run
from runs.small_record import SmallRecord

TOLD = """SELECT d.name, answer, a.value FROM answer a JOIN deal d ON d.id = a.deal_id
    WHERE a.view = 'open' ORDER BY d.name"""


@pytest.fixture(scope="session")
def kind_signals() -> tuple[Signal, ...]:
    return tuple(signal for signal in find_signals() if signal.name == "people.stranger_to_this_kind")


def lay(*rows: tuple[int, int, int, int]) -> Columns:
    """deal, seller, segment, is_won; nothing else is known of the deals."""
    columns = {
        name: np.array([row[place] for row in rows], np.int64) for place, name in enumerate(("deal_id", "s", "k", "w"))
    }
    blank = np.full(len(rows), -1)
    return {
        "deal_id": columns["deal_id"],
        "seller_id": columns["s"],
        "seen_at": 1_000 + columns["deal_id"],
        "on_call": np.where(columns["s"] < 0, 0, 1),
        "segment": columns["k"],
        "product": blank,
        "size_band": blank,
        "is_won": columns["w"],
    }


def test_each_deal_counts_once_for_the_team_and_once_for_each_who_was_there() -> None:
    ended = lay((1, -1, 7, 1), (1, 5, 7, 1), (1, 6, 7, 1), (2, -1, 7, 0), (2, 5, 7, 0), (3, -1, 8, 1), (4, -1, -1, 1))
    n, parameters = MODEL.fit(ended)
    assert n == 4
    found = MODEL.estimate(lay((9, -1, 7, 0), (9, 5, 7, 0), (9, 6, 7, 0), (9, 99, 7, 0)), parameters)
    listed = [found[name].tolist() for name in ("seller_id", "basis", "closed", "won", "team_closed", "team_won")]
    assert [*zip(*listed, strict=True)] == [(5, 1, 2, 1, 2, 1), (6, 1, 1, 1, 2, 1), (99, 1, 0, 0, 2, 1)]
    assert found["first_at"].tolist() == [1_001, 1_001, 1_009]
    assert found["record_from"].tolist() == [1_001] * 3
    assert (found["low"] < found["rate"]).all()
    assert (found["rate"] < found["high"]).all()


def test_a_handful_of_wins_stays_near_the_rate_of_all() -> None:
    draw, rows = np.random.default_rng(2), []
    for deal in range(400):
        seller, won = (5 if deal < 3 else 10 + deal % 8), int(deal < 3 or draw.random() < 0.3)
        rows += [(deal, -1, 7, won), (deal, seller, 7, won)]
    found = MODEL.estimate(lay((900, 5, 7, 0)), MODEL.fit(lay(*rows))[1])
    assert (found["closed"].tolist(), found["won"].tolist()) == ([3], [3])
    assert found["rate"][0] < 0.5
    assert found["low"][0] < 0.35 < found["high"][0]


def test_of_no_deals_nothing_was_seen() -> None:
    n, parameters = MODEL.fit(lay())
    found = MODEL.estimate(lay((9, 5, 7, 0), (9, 6, -1, 0)), parameters)
    assert n == 0
    assert [found[name].tolist() for name in ("closed", "team_closed", "rate")] == [[0], [0], [0.5]]
    assert np.isnan(found["record_from"]).all()


@pytest.fixture
def record() -> SmallRecord:
    """25 deals lost one after the other, with Kim on the line; then two open ones, one with her and one with Lou."""
    small = SmallRecord()
    kim, lou = (small.add("seller", name, known=0, name=name) for name in ("Kim", "Lou"))
    for number in range(25):
        deal = small.deal(f"lost {number}", opened=number * 20, outcome="lost", closed=number * 20 + 50)
        small.word(deal, number * 20 + 5, kind="meeting", direction="outbound", owner_id=kim)
    for name, seller in (("hers", kim), ("his", lou)):
        small.word(small.deal(name, opened=800), 810, kind="call", direction="outbound", owner_id=seller)
    return small


def test_whoever_had_seen_none_is_told_from_whoever_had(
    home: Home, record: SmallRecord, run: Run, ask: Ask, kind_signals: tuple[Signal, ...]
) -> None:
    record.write(home)
    run(signals=kind_signals)
    assert ask(TOLD) == [("hers", "clear", 25.0), ("his", "hit", 0.0)]
    assert [row[0] for row in ask("SELECT sentence FROM finding")] == [
        "By the quarter of 21 March 2026, the most anybody of ours in the conversations had seen end of this kind "
        "was 0 deals."
    ]
    counted = "SELECT closed, won, team_closed, rate < 0.1, low > 0, high < 0.2 FROM experience WHERE closed > 24"
    assert ask(counted) == [(25, 0, 25, True, True, True)]
    # no deal's own end counts, and none that ended later
    early = "SELECT count(*) FROM answer a JOIN moment m USING (deal_id) WHERE m.opened_at < ? AND answer <> 'unknown'"
    assert ask(early.replace("?", str(record.rows["deal"][15]["opened_at"]))) == [(0,)]


@pytest.mark.parametrize(
    ("changed", "known", "old", "counted"),
    [
        (-30, -30, "Old", [(25, 25)]),  # before the close: it ended as what it is called today
        (30, 30, "Old", [(15, 15)]),
        (-30, 30, "Old", [(15, 15)]),  # made before the close, and entered after it
        (30, 30, None, [(15, 15)]),  # what stood before is not known
    ],
)
def test_a_deal_ended_as_the_kind_that_it_was_called_then(
    home: Home,
    record: SmallRecord,
    run: Run,
    ask: Ask,
    kind_signals: tuple[Signal, ...],
    changed: float,
    known: float,
    old: str | None,
    counted: list[tuple[int, int]],
) -> None:
    for number, deal in enumerate(record.rows["deal"]):
        deal["segment"] = "New"
        if number < 10:
            closed = number * 20 + 50
            record.change(deal["id"], "segment", "New", closed + changed, old=old, known=closed + known)
    record.write(home)
    run(signals=kind_signals)
    of_hers = "SELECT closed, team_closed FROM experience e JOIN deal d ON d.id = e.deal_id WHERE basis = 1 AND name = "
    assert ask(f"{of_hers} 'hers'") == counted


def test_postgresql_numbers_kinds_alike(
    home: Home,
    tmp_path: Path,
    record: SmallRecord,
    run: Run,
    ask: Ask,
    kind_signals: tuple[Signal, ...],
    postgres_url: str,
) -> None:
    record.rows["deal"][3]["segment"] = record.rows["deal"][-1]["segment"] = "Käse & Öl"
    away = Home(tmp_path / "away", {"record": postgres_url})
    for place in (home, away):
        record.write(place)
        run(signals=kind_signals, at=place)
    for query in ("SELECT * FROM answer ORDER BY ALL", "SELECT n, parameters FROM model ORDER BY valid_from"):
        assert ask(query) == ask(query, away)
