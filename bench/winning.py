"""The win probability: how long it takes to learn and to tell, and how it compares on deals whose end came later.

`python -m bench.winning [HOME]`: of a home that was imported and run, by default the sample company's in ASSAY_HOME.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from assay.patterns.winning.proving import find_learnt, fit_final, plan_trial, run_trial
from assay.patterns.winning.results import Found, conclude_trial
from assay.runs.concluding.part import Work
from assay.runs.concluding.win_probability.snapshots import make_snapshots
from assay.runs.standing import find_standing, open_standing
from assay.stats.additive import total
from assay.store.home import open_home


def print_winning(path: Path | None = None) -> None:
    """Prints seconds for each step, then each way of telling with its figures."""
    home = open_home() if path is None else replace(open_home(), path=path)
    standing = find_standing(home)
    if standing is None:
        sys.exit("No run stands there: assay import PATH, then assay run")
    with open_standing(home, standing) as (gathering, clock):
        begun = time.perf_counter()
        snapshots = make_snapshots(Work(gathering, clock, home, standing.run_id, lambda step, share: None))
        laid = time.perf_counter()
    trial = plan_trial(snapshots, clock.as_of)
    run_trial(snapshots, trial, clock.as_of)
    found = conclude_trial(snapshots, trial, clock.as_of)
    tried = time.perf_counter()
    deals = len(np.unique(snapshots.deal))
    print(f"\nWin probability: {deals:,} deals, {len(snapshots.deal):,} snapshots of {len(snapshots.names)} columns")
    print(f"  snapshots {laid - begun:.1f} s; {len(trial.windows)} tries and their figures {tried - laid:.1f} s")
    learn, _ = find_learnt(snapshots, clock.as_of, trial.maturity)
    if trial.rows.size and learn.any():
        score = fit_final(snapshots, clock.as_of, trial.maturity, trial.used)
        fitted = time.perf_counter()
        total(score, snapshots.columns)
        told = time.perf_counter()
        print(f"  learning {fitted - tried:.1f} s; telling all snapshots {told - fitted:.2f} s")
    _print_ways(found)


def _print_ways(found: Found) -> None:
    print(f"  {found.verdict}: learnt from {found.learnt:,} ended deals, tried on {found.tested:,} that ended later")
    print(
        "  way           AUC                  Brier                  gap    slope                 gain on the base rate"
    )
    for line in found.lines:
        if line.proof is None:
            continue
        figures = (line.proof.auc, line.proof.brier, line.proof.ece, line.proof.slope, line.gain)
        told = (f"{one.mid:.3f} ({one.low:.3f} to {one.high:.3f})" if one else "-" for one in figures)
        print(f"  {line.model:<13} {'  '.join(told)}")


if __name__ == "__main__":
    print_winning(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
