"""Every signal at three sizes, side by side with the bare scan, pandas, Polars, and a run after new rows."""

import os
from collections.abc import Sequence
from pathlib import Path

from bench.analyst import QUESTIONS
from bench.asking import ACTIVITIES, MEMORY, TARGET, Asked, ask_record, make_record, print_apart
from bench.growth import measure_growth
from bench.incremental import print_incremental
from bench.measuring import measure_part, read_part
from bench.polars_six import SIX

SIZES = (10_000, 100_000, 1_000_000)
TIMES_PANDAS = 20


def print_forensics(scratch: Path, assay: str, sizes: Sequence[int] = SIZES, analyst_deals: int = 100_000) -> None:
    """Prints all of it. analyst_deals: as many as pandas is asked about, which takes it an hour or more."""
    records = {deals: make_record(scratch, deals) for deals in sizes}
    _print_sizes([ask_record(records[deals]) for deals in sizes])
    _print_analyst(make_record(scratch, analyst_deals), analyst_deals)
    _print_polars(records[sorted(sizes)[len(sizes) // 2]], scratch)
    print_incremental(records[sorted(sizes)[len(sizes) // 2]], scratch, assay)


def _print_sizes(asked: Sequence[Asked]) -> None:
    print(f"{asked[0].signals} signals, each asked once of every deal, with its evidence; {os.cpu_count()} cores")
    print("      deals  activities    wall s     CPU s  scan CPU s  ratio   moments and  peak MiB")
    print("                                                              baseline s")
    for one in asked:
        print(
            f"  {one.deals:>9,}  {one.deals * ACTIVITIES:>10,}  {one.wall:8.1f}  {one.asking:8.1f}  {one.scan:10.2f}"
            f"  {one.ratio:5.1f}  {one.before:12.1f}  {one.peak:8.0f}"
        )
    print(f"  to reach at the largest: a ratio of {TARGET}, {MEMORY} MiB, spilling allowed")
    print_apart(asked[-1])
    print(f"  compiling, paid once for each version of the code: {asked[0].compiling:.1f} s")
    if len(asked) > 1:
        exponent = measure_growth([one.deals for one in asked], [one.asking for one in asked])
        print(f"  growth of the CPU: exponent {exponent:.2f} over these sizes (to reach: at most 1, linear)")


def _print_analyst(record: Path, deals: int) -> None:
    """The questions that pandas answers, asked by both of the same deals."""
    names = list(QUESTIONS)
    asked = ask_record(record, [",".join(names)])
    cost = measure_part("analyst", str(record))
    spent = asked.asking + asked.before
    print(f"\n{asked.signals} of them on {deals:,} deals: CPU seconds, moments and what is typical included")
    print(f"  Assay                              {spent:8.1f}")
    print(f"  pandas, group-by and apply         {cost.cpu:8.1f}   {cost.peak:.0f} MiB")
    print(f"  ratio                              {cost.cpu / spent:8.1f}   (to reach: {TIMES_PANDAS})")


def _print_polars(record: Path, scratch: Path) -> None:
    """The six signals that are written in Polars too, both from moments that are there already."""
    moments = scratch / "moments.parquet"
    measure_part("moments", str(record), str(moments))
    asked = ask_record(record, [",".join(SIX)])
    told = read_part("polars_six", str(record), str(moments))
    print(f"\n{len(SIX)} of them on {asked.deals:,} deals: CPU seconds of cut and answers, Assay's with the evidence")
    print(f"  Assay                              {asked.asking:8.1f}   {asked.peak:.0f} MiB")
    print(f"  Polars, lazy expressions           {told['polars']:8.1f}   {told['peak']:.0f} MiB")
