"""The file of one deal in the terminal, out of the large record, as a process of its own."""

import os
import shutil
from pathlib import Path

from bench.asking import DEALS, make_record
from bench.measuring import measure

ROUNDS = 5


def print_one_deal(scratch: Path, assay: str) -> None:
    """Prints a whole run's cost, then the time of `assay deal` and of its page."""
    home = make_record(scratch, DEALS).parent
    environment = {**os.environ, "ASSAY_HOME": str(home)}
    shutil.rmtree(home / "results", ignore_errors=True)  # those of an earlier bench would be found to stand
    run = measure([assay, "run"], environment)
    shown = min((measure([assay, "deal", "d777"], environment) for _ in range(ROUNDS)), key=lambda cost: cost.wall)
    page = scratch / "deal.html"
    written = min(
        (measure([assay, "deal", "d777", "--html", str(page)], environment) for _ in range(ROUNDS)),
        key=lambda cost: cost.wall,
    )
    print(f"\nA run and a file on {DEALS:,} deals with {DEALS * 50:,} activities")
    print(f"  assay run                {run}")
    print(f"  assay deal               {shown} (to reach: under 1 s wall)")
    print(f"  assay deal --html        {written}")
