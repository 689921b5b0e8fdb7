"""What one signal would answer with other thresholds, asked of every deal and kept nowhere."""

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assay.domain.errors import InputError
from assay.domain.signal import Signal
from assay.runs.asking import ask_deals
from assay.runs.baseline import make_baseline, plan_baseline
from assay.runs.clock import Clock, read_clock
from assay.runs.compiled import remember_compiled
from assay.runs.earlier import read_earlier, read_kept
from assay.runs.estimating import Epoch
from assay.runs.fitting import fit_models, plan_model, read_kept_epochs
from assay.runs.gathering import Gathering
from assay.runs.models import find_models_of
from assay.runs.moments import MOMENT, MOMENT_COLUMNS, make_moments
from assay.runs.money import choose_home_currency
from assay.runs.showing import Tell
from assay.runs.thresholds import Value, find_set_signals, set_thresholds
from assay.signals.discovery import find_signals
from assay.store import open_engine, open_place
from assay.store.folder import FolderPlace
from assay.store.home import Home
from assay.tables import TABLES
from assay.tables.results import RESULT_TABLES

#: deals named of all whose answer would change
MOST_NAMED = 500


@dataclass(frozen=True)
class Preview:
    """before, after: answer -> deals.  changes: (answer before, answer after) -> deals.

    changed: (deal, before, after) of at most MOST_NAMED of them, those first that would become hits.
    """

    before: dict[str, int]
    after: dict[str, int]
    changes: dict[tuple[str, str], int]
    changed: list[tuple[int, str, str]]


def preview_thresholds(home: Home, name: str, values: Mapping[str, Value], tell: Tell) -> Preview:
    """Ask the signal `name` as it is set and with `values` in place, as a run would now. Nothing is kept.

    tell: takes each step as it begins.  Raises InputError for an unknown signal or value, and for an empty record.
    """
    shipped = {signal.name: signal for signal in find_signals()}
    if name not in shipped:
        raise InputError(f"There is no signal {name!r}.", fix="Choose one of the list.")
    set_now = next(signal for signal in find_set_signals(home) if signal.name == name)
    wanted = set_thresholds(shipped[name], values)
    record, results = open_place(home.record, TABLES), FolderPlace(Path(home.results), RESULT_TABLES)
    with (
        closing(open_engine(home, record, version=record.version())) as engine,
        closing(Gathering(engine)) as gathering,
        remember_compiled(home.compiled),
    ):
        results.attach(gathering.local.connection)
        currency, clock = choose_home_currency(engine, home.settings), read_clock(engine, None)
        tell("finding the moment of each deal")
        make_moments(engine, clock, currency)
        gathering.fetch(MOMENT, MOMENT_COLUMNS)
        tell("fitting models to ended deals")
        epochs = _fit_models(gathering, set_now, clock, currency)
        answers = []
        for step, signal in (("asking as it is set", set_now), ("asking with the new thresholds", wanted)):
            tell(step)
            answers.append(_ask(gathering, signal, clock, currency, epochs))
    return _compare(*answers)


def _fit_models(gathering: Gathering, signal: Signal, clock: Clock, currency: str) -> dict[str, tuple[Epoch, ...]]:
    connection = gathering.local.connection
    ((first,),) = gathering.rows("SELECT min(close_known_at) FROM run_moment WHERE outcome <> 'open'")
    plans = [
        plan_model(model, read_kept_epochs(connection, model), clock, first, renew=False)
        for model in find_models_of([signal])
    ]
    return fit_models(gathering, plans, clock, currency)


def _ask(
    gathering: Gathering, signal: Signal, clock: Clock, currency: str, epochs: Mapping[str, tuple[Epoch, ...]]
) -> dict[int, str]:
    connection = gathering.local.connection
    if signal.typical:
        ((first_won,),) = gathering.rows("SELECT min(close_known_at) FROM run_moment WHERE outcome = 'won'")
        kept = read_kept(connection, read_earlier(connection), signal)
        make_baseline(gathering, [plan_baseline(signal, kept, clock, first_won, renew=False)], clock, currency)
    gathering.engine.put("run_asked", {"deal_id": "int64"}, gathering.rows("SELECT deal_id FROM run_moment"))
    connection.execute("DELETE FROM new_answer")
    connection.execute("DELETE FROM new_evidence")
    ask_deals(gathering, [signal], clock, currency, ages=(), epochs=epochs)
    return dict(gathering.rows("SELECT deal_id, answer FROM new_answer"))


def _compare(before: Mapping[int, str], after: Mapping[int, str]) -> Preview:
    changed = [(deal, before[deal], answer) for deal, answer in after.items() if before[deal] != answer]
    changed.sort(key=lambda each: (each[2] != "hit", each[1] != "hit", each[0]))
    return Preview(
        dict(Counter(before.values())),
        dict(Counter(after.values())),
        dict(Counter((was, will) for _, was, will in changed)),
        changed[:MOST_NAMED],
    )
