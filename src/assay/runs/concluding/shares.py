"""The part on shares of losses: shares by driver, the truth gap, how losses came about, and how all that narrowed."""

from collections.abc import Iterable
from typing import Any

from assay.domain.interval import Interval
from assay.domain.tongue import mark
from assay.patterns.loss_kinds import list_kinds
from assay.patterns.loss_split import split_losses
from assay.patterns.losses import Losses
from assay.patterns.narrowing import follow_headlines, list_quarters
from assay.patterns.shares import share_by_driver
from assay.patterns.truth_gap import GapShare, measure_gap
from assay.runs.concluding.losses import list_reasons, read_losses
from assay.runs.concluding.part import Part, Work
from assay.store.home import Home
from assay.tables.column import Table
from assay.tables.concluded import share as tables
from assay.tables.concluded.share import LOSS_SPLIT, NARROWING, SHARE, TRUTH_GAP

_TYPES = {"text": "string", "number": "float64", "whole": "int64", "time": "int64", "yes_no": "boolean"}

Row = tuple[Any, ...]


def make_shares(work: Work) -> None:
    """Writes the four tables; each is empty where too few losses were audited or stated to tell."""
    drivers = list_reasons(work)
    losses, kinds = read_losses(work, drivers), list_kinds(drivers)
    groups = {one.code: one.group for one in drivers}
    shares = [
        (one.what, one.name, one.segment, one.team, one.basis, *_lay(one.share, one.losses))
        for one in share_by_driver(losses, groups)
    ]
    split = [(one.outcome, one.kind, one.basis, *_lay(one.share, one.losses)) for one in split_losses(losses, kinds)]
    _put(work, SHARE, shares)
    _put(work, TRUTH_GAP, map(_lay_gap, measure_gap(losses)))
    _put(work, LOSS_SPLIT, split)
    _put(work, NARROWING, _follow(work, losses, kinds))


def _lay(share: Interval, losses: int) -> Row:
    return share.mid, share.low, share.high, losses, share.n


def _lay_gap(one: GapShare) -> Row:
    accuracy = one.truth.accuracy if one.truth else None
    told = (accuracy.mid, accuracy.low, accuracy.high) if accuracy else (None, None, None)
    agreed = one.truth.agreed.mid if one.truth else None
    return one.what, one.name, *_lay(one.share, one.losses), agreed, *told, one.twice


def _follow(work: Work, losses: Losses, kinds: tuple[str, ...]) -> Iterable[Row]:
    quarters = list_quarters(losses, work.clock.as_of, work.home.fiscal_start)
    for one in follow_headlines(losses, kinds, quarters):
        told = _lay(one.share, one.losses)
        begun = (one.headline, one.name, one.quarter, one.until, one.basis)
        yield *begun, *told, one.apart_from or None, one.is_apart, one.enough_at


def _put(work: Work, table: Table, rows: Iterable[Row]) -> None:
    schema = {column.name: _TYPES[column.type] for column in table.columns}
    work.gathering.local.put(f"new_{table.name}", schema, list(rows))


def _name_needs(home: Home) -> str:
    return f"fiscal year from month {home.fiscal_start}"


SHARES = Part("shares", mark("sharing out losses"), tables.SHARES, make_shares, version=3, needs=_name_needs)
