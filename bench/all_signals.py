"""Every signal asked once of every deal, each at its own moment: the cut, the answers, the evidence.

`python -m bench.all_signals RECORD [NAME,NAME...]` prints what each part costs as JSON; with names, of those alone.
"""

import json
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from assay.domain.signal import Signal
from assay.runs.asking import ask_deals, read_needs
from assay.runs.baseline import make_baseline, plan_baseline
from assay.runs.clock import Clock, read_clock
from assay.runs.compiled import remember_compiled
from assay.runs.cutting import Cutter
from assay.runs.gathering import Gathering
from assay.runs.moments import make_moments
from assay.runs.questions import compile_signals
from assay.signals.discovery import find_signals
from assay.store import open_place
from assay.store.engine import Engine
from assay.tables import TABLES
from bench.measuring import spent

CURRENCY = "EUR"


def choose_signals(names: Sequence[str]) -> tuple[Signal, ...]:
    """Those of the names given; without any, all that are found."""
    return tuple(signal for signal in find_signals() if not names or signal.name in names)


def compiled_folder(record: str) -> Path:
    """Where the SQL is kept between the processes of one bench, beside its records."""
    return Path(record).parent.parent / "compiled"


def ask_once(record: str, names: Sequence[str] = ()) -> dict[str, float]:
    """CPU seconds of each part, wall seconds of the asking, the number of signals and deals."""
    signals = choose_signals(names)
    with (
        remember_compiled(compiled_folder(record)),
        closing(open_place(record, TABLES).engine()) as engine,
        closing(Gathering(engine)) as gathering,
    ):
        told = {"signals": float(len(signals)), "compiling": _spend_compiling(engine, signals)}
        started = spent()
        clock = read_clock(engine, None)
        make_moments(engine, clock, CURRENCY)
        told["moments"] = spent() - started
        told["baseline"] = _spend_baseline(gathering, signals, clock)
        engine.make("run_asked", "SELECT deal_id FROM run_moment")
        ((told["deals"],),) = engine.rows("SELECT count(*) FROM run_asked")
        started, began = spent(), time.perf_counter()
        ask_deals(gathering, signals, clock, CURRENCY, ages=())
        told |= {"asking": spent() - started, "wall": time.perf_counter() - began}
    return told


def _spend_compiling(engine: Engine, signals: Sequence[Signal]) -> float:
    """What a run pays once for each version of the code, and keeps."""
    started = spent()
    compile_signals(signals, engine.dialect)
    Cutter(engine, read_needs(signals), CURRENCY)
    return spent() - started


def _spend_baseline(gathering: Gathering, signals: Sequence[Signal], clock: Clock) -> float:
    started = spent()
    ((first_won,),) = gathering.rows("SELECT min(close_known_at) FROM run_moment WHERE outcome = 'won'")
    plans = [plan_baseline(one, None, clock, first_won, renew=True) for one in signals if one.typical]
    make_baseline(gathering, plans, clock, CURRENCY)
    return spent() - started


if __name__ == "__main__":
    print(json.dumps(ask_once(sys.argv[1], [name for given in sys.argv[2:] for name in given.split(",")])))
