"""Import of one million activities against DuckDB's bare CSV to Parquet."""

import shutil
from pathlib import Path

from bench.measuring import measure, measure_part
from bench.tasks import write_export

ROWS = 1_000_000
TARGET = 10
ROUNDS = 3


def print_import(scratch: Path, assay: str, rows: int = ROWS) -> None:
    """Prints both, the ratio of their best CPU and wall times, and the peak memory of the import."""
    export = scratch / f"export-{rows}"
    write_export(export, rows)
    bare, whole = [], []
    for _ in range(ROUNDS):
        bare.append(measure_part("bare_copy", str(export / "Task.csv"), str(scratch / "bare.parquet")))
        shutil.rmtree(scratch / "home", ignore_errors=True)
        whole.append(measure([assay, "import", str(export)], {"ASSAY_HOME": str(scratch / "home")}))
    least, most = min(bare, key=lambda cost: cost.wall), min(whole, key=lambda cost: cost.wall)
    print(f"Import of {rows:,} activities (and {rows // 50:,} deals, {rows // 25:,} buyers); best of {ROUNDS}")
    print(f"  DuckDB, CSV to Parquet   {least}")
    print(f"  assay import             {most}")
    wall, cpu = most.wall / least.wall, most.cpu / least.cpu
    print(f"  ratio                    {wall:.1f} wall, {cpu:.1f} CPU (to reach: {TARGET})")
