"""All signals asked once of a record: their cost against the bare scan of the columns that they need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measuring import measure_part, read_part

DEALS = 100_000
ACTIVITIES = 50
TARGET = 50
MEMORY = 4096
ROUNDS = 3

#: model -> ms of CPU a deal
TARGET_OF_MODEL = {"turn": 0.2}


@dataclass(frozen=True)
class Asked:
    """One record asked by all signals, or by some. Seconds of CPU, but for `wall`; MiB.

    scan: of the columns needed.  before: the moments and what is typical, found before anything is asked.  fitting: the
    models.  apart: model -> estimating every deal, which `asking` leaves out.  compiling: paid once for each version of
    the code.
    """

    signals: int
    deals: int
    scan: float
    asking: float
    wall: float
    before: float
    fitting: float
    apart: Mapping[str, float]
    compiling: float
    peak: float

    @property
    def ratio(self) -> float:
        return self.asking / self.scan


def make_record(scratch: Path, deals: int) -> Path:
    """The record to ask, made once and kept in `scratch`."""
    record = scratch / f"company-{deals}" / "record"
    if not (record / "manifest.json").exists():
        # by a process of its own: the peak of a process that this one starts counts what this one holds
        measure_part("company", str(record), str(deals), str(ACTIVITIES))
    return record


def ask_record(record: Path, names: Sequence[str] = (), rounds: int = 1) -> Asked:
    """Asks `names`, or all that there are, in processes of their own; of several rounds the one of the least CPU."""
    told = min((read_part("all_signals", str(record), *names) for _ in range(rounds)), key=lambda one: one["asking"])
    scan = read_part("bare_scan", str(record), str(ROUNDS), *names)["scan"]
    return Asked(
        signals=int(told["signals"]),
        deals=int(told["deals"]),
        scan=scan,
        asking=told["asking"],
        wall=told["wall"],
        before=told["moments"] + told["baseline"],
        fitting=told["fitting"],
        apart={name.removeprefix("model."): cost for name, cost in told.items() if name.startswith("model.")},
        compiling=told["compiling"],
        peak=told["peak"],
    )


def print_apart(asked: Asked) -> None:
    """Prints what each model takes to estimate one deal, and the fitting of all of them."""
    for name, spent in asked.apart.items():
        by_deal = 1000 * spent / asked.deals
        target = f" (to reach: {TARGET_OF_MODEL[name]})" if name in TARGET_OF_MODEL else ""
        print(f"  apart: the {name}, of {asked.deals:,} deals  {spent:7.2f}   {by_deal:.3f} ms a deal{target}")
    print(f"  apart: fitting these models        {asked.fitting:7.2f}")


def print_asking(scratch: Path) -> None:
    """Prints the scan, each part of the asking, their ratio, and the peak memory, at one size."""
    asked = ask_record(make_record(scratch, DEALS), rounds=ROUNDS)
    print(f"\n{asked.signals} signals, each asked once of {DEALS:,} deals with {DEALS * ACTIVITIES:,} activities")
    print(f"  CPU seconds, best of {ROUNDS}")
    print(f"  bare scan of the columns needed    {asked.scan:7.2f}")
    print(f"  cut, answers and evidence          {asked.asking:7.2f}   ratio {asked.ratio:.1f} (to reach: {TARGET})")
    print(f"  before it: moments, baseline       {asked.before:7.2f}")
    print_apart(asked)
    print(f"  peak memory                        {asked.peak:7.0f} MiB (to reach: {MEMORY})")
