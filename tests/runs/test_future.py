"""Nothing learned later changes what is said of an earlier day."""

import random
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assay.domain.signal import Signal
from assay.runs.running import run_signals
from assay.signals import find_signals
from assay.store.home import Home
from runs.conftest import Ask
from runs.invented_deals import invent_deals, name_competitors
from runs.small_record import SmallRecord, on_day

THEN = 260.0

#: what a person or a training row reads of a run
SHOWN = {
    "answer": "SELECT * EXCLUDE (made_in) FROM answer ORDER BY deal_id, signal",
    "landmark": "SELECT * EXCLUDE (made_in) FROM landmark ORDER BY deal_id, signal, age_days",
    "finding": "SELECT * EXCLUDE (made_in) FROM finding ORDER BY deal_id, signal",
    "evidence": "SELECT * EXCLUDE (made_in) FROM evidence ORDER BY deal_id, signal, row_id",
    "baseline": "SELECT * FROM baseline ORDER BY ALL",
    "comparison": "SELECT * FROM comparison ORDER BY signal",
    "comparable": "SELECT * FROM comparable ORDER BY deal_id",
    "precedence": "SELECT * FROM precedence ORDER BY event",
    "moment": "SELECT * EXCLUDE (digest, made_in) FROM moment ORDER BY deal_id",
    "win_rate": "SELECT * FROM win_rate ORDER BY ALL",
    "incidence": "SELECT * FROM incidence ORDER BY ALL",
}


def shuffle_future(record: SmallRecord, then: int, dice: random.Random) -> SmallRecord:
    """The same record up to `then`, and noise after it: rows dropped, altered, invented; closes undone and made up."""
    noisy = deepcopy(record)
    for deal in noisy.rows["deal"]:
        if deal["closed_at"] is None or deal["closed_at"] > then:
            deal["outcome"] = dice.choice(("open", "won", "lost", "no_decision"))
            deal["closed_at"] = None if deal["outcome"] == "open" else then + dice.randrange(1, 10**7)
        deal["amount"], deal["stage"], deal["segment"] = dice.randrange(10**6), dice.choice("XYZ"), dice.choice("PQ")
    for name, clock in (
        ("deal_event", "occurred_at"),
        ("deal_presence", "occurred_at"),
        ("stage_history", "changed_at"),
    ):
        kept = [row for row in noisy.rows[name] if row["known_at"] <= then]
        kept += [_disturb(row, clock, then, dice) for row in noisy.rows[name] if row["known_at"] > then][::2]
        noisy.rows[name] = kept
    return noisy


def _disturb(row: dict[str, Any], clock: str, then: int, dice: random.Random) -> dict[str, Any]:
    """The row as it might have come instead: entered at another time after `then`, about any time at all."""
    row = {**row, "known_at": then + dice.randrange(1, 10**7), clock: dice.randrange(on_day(0), then + 10**6)}
    if "new_value" in row:
        row["new_value"] = dice.choice(("Won", "Lost", "Talk", "2029-01-01", "77"))
    return row


def test_noise_after_the_day_asked_about_changes_no_answer(
    tmp_path: Path, ask: Ask, few_signals: tuple[Signal, ...]
) -> None:
    people = tuple(signal for signal in find_signals() if signal.name == "people.few_buyers_engaged")
    record = invent_deals(7, 90, days=400)
    name_competitors(record)
    then = (on_day(THEN) // 86_400 + 1) * 86_400 - 1
    homes = [Home(tmp_path / name, {}) for name in ("as it was", "as it might have been")]
    record.write(homes[0])
    shuffle_future(record, then, random.Random(3)).write(homes[1])  # noqa: S311 (noise)
    for home in homes:
        run_signals(home, as_of=as_day(THEN), renew_baseline=False, signals=(*few_signals, *people))
    for name, query in SHOWN.items():
        was, might_be = (ask(query, home) for home in homes)
        assert was == might_be, name
        assert was, name


def as_day(number: float) -> datetime:
    return datetime.fromtimestamp(on_day(number), UTC)
