"""Six signals in Polars give the answers that Assay gives, so that what is timed is equal work."""

from contextlib import closing
from pathlib import Path

import pytest

from assay.domain.answer import HIT
from assay.runs.asking import ask_deals
from assay.runs.clock import read_clock
from assay.runs.gathering import Gathering
from assay.runs.moments import make_moments
from assay.store import open_place
from assay.tables import TABLES
from bench import polars_six
from bench.all_signals import CURRENCY, choose_signals
from bench.company import write_record
from bench.moments import write_moments

#: deal -> answer, value, moment of the hit
Told = dict[int, tuple[str, float | None, int | None]]


def _ask_assay(record: str) -> dict[str, Told]:
    with closing(open_place(record, TABLES).engine()) as engine, closing(Gathering(engine)) as gathering:
        clock = read_clock(engine, None)
        make_moments(engine, clock, CURRENCY)
        engine.make("run_asked", "SELECT deal_id FROM run_moment")
        ask_deals(gathering, choose_signals(polars_six.SIX), clock, CURRENCY, ages=())
        rows = gathering.rows("SELECT signal, deal_id, answer, value, hit_at FROM new_answer")
    return {name: {row[1]: row[2:] for row in rows if row[0] == name} for name in polars_six.SIX}


def test_polars_gives_the_answers_of_assay(tmp_path: Path) -> None:
    record, moments = tmp_path / "company" / "record", tmp_path / "moments.parquet"
    write_record(record, 200)
    write_moments(str(record), moments)
    told = {name: _read_rows(frame) for name, frame in polars_six.ask_six(str(record), str(moments)).items()}
    for name, asked in _ask_assay(str(record)).items():
        assert told[name].keys() == asked.keys()
        assert any(answer == HIT for answer, _, _ in asked.values()), f"nothing to compare in {name}"
        for deal, (answer, value, hit_at) in asked.items():
            assert told[name][deal] == (answer, pytest.approx(value), hit_at), name


def _read_rows(frame: "polars_six.pl.DataFrame") -> Told:
    return {deal: (answer, value, hit_at) for deal, answer, value, hit_at in frame.rows()}
