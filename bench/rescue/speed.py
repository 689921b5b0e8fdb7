"""How long the open deals like a loss take to be found, from the question to what is drawn on the page."""

import time
from pathlib import Path

import numpy as np

from assay.reports.catalogue.laying import find_laid, find_versions, take_laid
from assay.reports.same_situation.reading import find_like, seek_like
from assay.runs.results import open_results
from assay.words.taxonomy import load_taxonomy
from bench.rescue.open_deals import LOSSES, make_open_deals

#: open deals -> milliseconds to reach at the 95th percentile, on two cores and warm
TARGETS = {100_000: 200, 1_000_000: 2_000}


def print_speed(scratch: Path, sizes: tuple[int, ...] = tuple(TARGETS)) -> bool:
    """Prints p50 and p95 of LOSSES questions, each about another loss, for each size; whether all targets are met."""
    told = [_print_size(scratch, deals) for deals in sizes]
    return all(told)


def _print_size(scratch: Path, deals: int) -> bool:
    home = make_open_deals(scratch, deals)
    taxonomy = load_taxonomy(home)
    laid = find_laid(home, find_versions(home))
    took: list[float] = []
    proposed = 0
    with open_results(home) as results:
        connection = results.connection
        connection.execute("SET parquet_metadata_cache = true")
        if laid:
            take_laid(connection, laid)
        for loss in (*range(deals, deals + 5), *range(deals, deals + LOSSES)):
            began = time.perf_counter()
            found = find_like(connection, seek_like(connection, loss, taxonomy))
            took.append(1_000 * (time.perf_counter() - began))
            proposed += len(found.proposed)
    middle, late = np.percentile(took[5:], [50, 95])
    target = TARGETS.get(deals)
    wanted = f" (to reach: p95 under {target:,} ms)" if target else ""
    print(
        f"Same situation over {deals:,} open deals, {LOSSES} losses: p50 {middle:,.0f} ms, p95 {late:,.0f} ms{wanted};"
        f" {proposed / len(took):.1f} proposed each"
    )
    return target is None or bool(late < target)
