"""A run after new rows for one deal in a hundred, against the full run before it."""

import os
import shutil
from pathlib import Path

from bench.measuring import measure, measure_part

TARGET = 0.08


def print_incremental(record: Path, scratch: Path, assay: str) -> None:
    """Prints both runs and their ratio. The record is copied, since it grows."""
    home = scratch / "growing"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(record, home / "record")
    environment = {**os.environ, "ASSAY_HOME": str(home)}
    full = measure([assay, "run"], environment)
    measure_part("adding", str(home / "record"))
    again = measure([assay, "run"], environment)
    shutil.rmtree(home)
    print("\nA run after new rows for 1 % of the deals")
    print(f"  full run                 {full}")
    print(f"  the run after            {again}")
    print(f"  ratio of CPU             {again.cpu / full.cpu:.3f} (to reach: {TARGET})")
