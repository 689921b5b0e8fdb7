"""The eight signals asked once of every deal, each at its own moment: the cut, the answers, the evidence."""

import resource
import sys
from contextlib import closing

from assay.runs.asking import ask_deals
from assay.runs.baseline import make_baseline, plan_baseline
from assay.runs.clock import read_clock
from assay.runs.gathering import Gathering
from assay.runs.moments import make_moments
from assay.signals.discovery import find_signals
from assay.store import open_place
from assay.tables import TABLES
from bench.measuring import spent


def ask_once(record: str) -> None:
    """Prints the CPU seconds of each part, and the peak memory of the process."""
    signals = find_signals()
    with closing(open_place(record, TABLES).engine()) as engine, closing(Gathering(engine)) as gathering:
        started = spent()
        clock = read_clock(engine, None)
        make_moments(engine, clock, "EUR")
        moments = spent()
        ((first_won,),) = gathering.rows("SELECT min(close_known_at) FROM run_moment WHERE outcome = 'won'")
        plans = [plan_baseline(one, None, clock, first_won, renew=True) for one in signals if one.typical]
        make_baseline(gathering, plans, clock, "EUR")
        baseline = spent()
        engine.make("run_asked", "SELECT deal_id FROM run_moment")
        ask_deals(gathering, signals, clock, "EUR", ages=())
        asked = spent()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{moments - started:.3f} {baseline - moments:.3f} {asked - baseline:.3f} {peak:.0f}")


if __name__ == "__main__":
    ask_once(sys.argv[1])
