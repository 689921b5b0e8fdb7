"""What is said of the whole company to somebody who may not open all of its deals: of many deals, or not at all."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from assay.reports.before_file import Before
from assay.reports.deal_file import Comparison, Run
from assay.reports.patterns.floor import FLOOR


def blur_comparisons(run: Run) -> Run:
    """The run without the shares of signals that rest on few deals of either side."""
    return replace(run, comparisons={name: _blur_comparison(one) for name, one in run.comparisons.items()})


def _blur_comparison(one: Comparison) -> Comparison:
    if min(one.lost_n, one.won_n) >= FLOOR:
        return one
    shares: dict[str, Any] = {f"{side}_share{end}": None for side in ("lost", "won") for end in ("", "_low", "_high")}
    return replace(
        one, **shares, lift=None, lift_low=None, lift_high=None, q=None, raw_lost_share=None, raw_won_share=None
    )


def blur_before(found: Iterable[Before]) -> tuple[Before, ...]:
    """What came before losses without what rests on few deals."""
    return tuple(_blur_event(one) for one in found)


def _blur_event(one: Before) -> Before:
    if one.lost_with < FLOOR:
        one = replace(one, gap_p10=None, gap_p25=None, gap_p50=None, gap_p75=None, gap_p90=None)
    if min(one.lost_n, one.won_n) < FLOOR:
        one = replace(one, lost_share=None, won_share=None)
    if min(one.cases, one.controls) < FLOOR:
        one = replace(one, cases=0)
    return one
