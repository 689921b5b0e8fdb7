"""Every signal asked once of every deal, each at its own moment: the cut, the answers, the evidence.

`python -m bench.all_signals RECORD [NAME,NAME...]` prints what each part costs as JSON; with names, of those alone.
"""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from assay.domain.signal import Signal
from assay.runs.asking import ask_deals, read_needs
from assay.runs.baseline import make_baseline, plan_baseline
from assay.runs.clock import Clock, read_clock
from assay.runs.compiled import remember_compiled
from assay.runs.cutting import Cutter
from assay.runs.estimating import Epoch, Estimator
from assay.runs.fitting import fit_models, plan_model
from assay.runs.gathering import Gathering
from assay.runs.models import find_models_of
from assay.runs.moments import cut_final, make_moments
from assay.runs.parts import PART, split_deals
from assay.runs.questions import compile_signals
from assay.signals.discovery import find_signals
from assay.store import open_place
from assay.store.engine import Engine
from assay.tables import TABLES
from bench.measuring import spent

CURRENCY = "EUR"

#: model -> its parameters by quarter
Epochs = Mapping[str, Sequence[Epoch]]


def choose_signals(names: Sequence[str]) -> tuple[Signal, ...]:
    """Those of the names given; without any, all that are found."""
    return tuple(signal for signal in find_signals() if not names or signal.name in names)


def compiled_folder(record: str) -> Path:
    """Where the SQL is kept between the processes of one bench, beside its records."""
    return Path(record).parent.parent / "compiled"


def ask_once(record: str, names: Sequence[str] = ()) -> dict[str, float]:
    """CPU seconds of each part, wall seconds of the asking, the number of signals and deals.

    `asking` leaves out what the models take to estimate the deals, which stands apart as `model.NAME`.
    """
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
        started = spent()
        epochs = _fit_models(gathering, signals, clock)
        told["fitting"] = spent() - started
        engine.make("run_asked", "SELECT deal_id FROM run_moment")
        ((told["deals"],),) = engine.rows("SELECT count(*) FROM run_asked")
        apart = _spend_estimating(gathering, signals, clock, epochs)
        started, began = spent(), time.perf_counter()
        ask_deals(gathering, signals, clock, CURRENCY, ages=(), epochs=epochs)
        told |= {"asking": spent() - started - sum(apart.values()), "wall": time.perf_counter() - began}
    return {**told, **apart}


def _fit_models(gathering: Gathering, signals: Sequence[Signal], clock: Clock) -> Epochs:
    ((first,),) = gathering.rows("SELECT min(close_known_at) FROM run_moment WHERE outcome <> 'open'")
    plans = [plan_model(model, (), clock, first, renew=True) for model in find_models_of(signals)]
    return fit_models(gathering, plans, clock, CURRENCY)


def _spend_estimating(
    gathering: Gathering, signals: Sequence[Signal], clock: Clock, epochs: Epochs
) -> dict[str, float]:
    """What each model takes to estimate every deal of run_asked, by `model.NAME`; the cuts are not counted."""
    engine, models = gathering.engine, find_models_of(signals)
    if not models:
        return {}
    took = {f"model.{model.name}": 0.0 for model in models}
    cutter = Cutter(engine, {name for model in models for name in model.reads}, CURRENCY)
    for _ in split_deals(gathering):
        cutter.cut(cut_final(PART, clock))
        for model in models:
            started = spent()
            Estimator(engine, (model,), epochs).fill()
            took[f"model.{model.name}"] += spent() - started
    return took


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
