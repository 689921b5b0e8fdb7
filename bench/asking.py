"""Eight signals over 100,000 deals and 5 million activities: against the bare scan, and against pandas."""

from pathlib import Path

from bench.company import write_record
from bench.measuring import Cost, measure_part, read_part

DEALS = 100_000
SUBSET = 10_000
TARGET = 20
ROUNDS = 3


def make_record(scratch: Path, deals: int) -> Path:
    """The record to ask, made once and kept in `scratch`."""
    record = scratch / f"company-{deals}" / "record"
    if not (record / "manifest.json").exists():
        write_record(record, deals)
    return record


def print_asking(scratch: Path) -> None:
    """Prints the scan, each part of the asking, their ratio, and the peak memory."""
    record = str(make_record(scratch, DEALS))
    scan = min(read_part("bare_scan", record)[0] for _ in range(ROUNDS))
    moments, baseline, asked, peak = min(
        (read_part("eight_signals", record) for _ in range(ROUNDS)), key=lambda p: p[2]
    )
    print(f"\nEight signals, each asked once of {DEALS:,} deals with {DEALS * 50:,} activities")
    print(f"  CPU seconds, best of {ROUNDS}")
    print(f"  bare scan of the columns needed    {scan:7.2f}")
    print(f"  cut, answers and evidence          {asked:7.2f}   ratio {asked / scan:.1f} (to reach: {TARGET})")
    print(f"  before it: moments, baseline       {moments:7.2f}  {baseline:7.2f}")
    print(f"  peak memory                        {peak:7.0f} MiB (to reach: 2048)")
    _print_analyst(scratch)


def _print_analyst(scratch: Path) -> None:
    """The same questions in pandas, on fewer deals, since all of them would take an hour."""
    record = str(make_record(scratch, SUBSET))
    asked = sum(read_part("eight_signals", record)[:3])
    cost: Cost = measure_part("analyst", record, str(SUBSET))
    print(f"\nThe same questions on {SUBSET:,} deals; CPU seconds of the whole process")
    print(f"  Assay                              {asked:7.2f}")
    print(f"  pandas, group-by and apply         {cost.cpu:7.2f}   {cost.cpu / asked:.0f} times, {cost.peak:.0f} MiB")
