"""A loss with a verdict, and open deals with what is at work in them."""

from typing import Any

import pytest

from assay.runs.concluding.part import Part, Work
from assay.runs.concluding.working import conclude_run
from assay.runs.running import run_signals
from assay.store.home import Home
from assay.tables.concluded.reason import REASON
from runs.small_record import SmallRecord

_TYPES = {"text": "string", "number": "float64", "yes_no": "boolean"}

#: deal -> driver -> how likely it is at work; of the loss how likely it was the main reason
LOSS = {"price_too_high": 0.75, "timing": 0.25}
OPEN = {
    "alike": {"price_too_high": 0.8, "timing": 0.2},
    "other": {"timing": 0.9},
    "unlike": {"integration": 0.95},
    "quiet": {"price_too_high": 0.85},
}


@pytest.fixture(scope="session")
def like_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """One lost deal, and four open ones of which nobody has written about one. Only read."""
    home = Home(tmp_path_factory.mktemp("like") / "home", {})
    record = SmallRecord()
    deals = {"loss": record.deal("loss", opened=0, outcome="lost", closed=90)}
    record.deal("untold", opened=0, outcome="lost", closed=80)
    for number, name in enumerate(OPEN):
        deals[name] = record.deal(name, opened=10)
        record.word(deals[name], 50 + number)
    record.write(home)
    run_signals(home, as_of=None, renew_baseline=False, signals=())
    conclude_run(home, lambda step, share: None, (_part_of(deals),))
    return home


def _part_of(deals: dict[str, int]) -> Part:
    def make(work: Work) -> None:
        schema = {column.name: _TYPES.get(column.type, "int64") for column in REASON.columns}
        rows: list[dict[str, Any]] = [
            _row(deals["loss"], "look_back", driver, place, p) for place, (driver, p) in enumerate(LOSS.items(), 1)
        ]
        rows += [_row(deals[name], "open", driver, 1, p) for name, told in OPEN.items() for driver, p in told.items()]
        work.gathering.local.put("new_reason", schema, [tuple(row[name] for name in schema) for row in rows])

    return Part("reasons", "finding reasons", (REASON,), make)


def _row(deal: int, view: str, driver: str, rank: int, p: float) -> dict[str, Any]:
    usual: dict[str, Any] = {column.name: None for column in REASON.columns}
    told = {"deal_id": deal, "view": view, "driver": driver, "rank": rank, "p": p, "p_active": p}
    rest = {"strength": 0.4, "p_main": p, "p_low": p, "p_high": p, "p_record": p, "whose": "ours"}
    return usual | told | rest | {"stated_by_rep": False, "stated_by_buyer": False, "for_rows": 0, "against_rows": 0}
