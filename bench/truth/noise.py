"""All that became known after a day replaced by noise, and a field that tells how each deal ended."""

import json
from dataclasses import replace

import numpy as np

from bench.truth.columns import Columns, Rows, closed_at
from bench.truth.history import Lives
from bench.truth.rows import Told
from bench.truth.world import DRIVERS

_DAY = 86_400

#: columns of a table that noise draws anew from all of its values; times are moved, and a share of later rows is gone
_SHUFFLED = {
    "stage_history": ("deal_id", "old_value", "new_value", "field"),
    "activity": ("kind", "direction"),
    "activity_deal": ("deal_id",),
    "activity_person": ("part",),
    "campaign_touch": ("campaign_id", "kind"),
    "deal_competitor": ("competitor_id", "part"),
    "person_change": ("account_id", "change"),
    "statement": ("deal_id", "side", "origin", "text"),
    "statement_code": ("driver",),
    "debrief": ("deal_id", "kind", "answer"),
    "audit": ("driver", "verdict"),
    "person": ("title", "seniority"),
    "deal_person": ("role",),
    "competitor_event": ("theme",),
    "account": ("name",),
}
_KEPT = 0.7


def drown_later(told: Told, moment: int, seed: int) -> Told:
    """The same up to a moment, in epoch seconds; what became known after it is noise, in deals, rows and words."""
    dice = np.random.default_rng(seed)
    rows: Rows = {name: dict(columns) for name, columns in told.rows.items()}
    gone = set()
    for name, columns in rows.items():
        later = columns["known_at"] > moment
        for column in _SHUFFLED.get(name, ()):
            _shuffle(columns, column, later, dice)
        for column in ("occurred_at", "changed_at", "named_at", "held_at"):
            if column in columns:
                columns[column] = _move(columns[column], later, moment, told.ends, dice)
        if name in ("stage_history", "campaign_touch", "activity"):
            columns["known_at"] = _move(columns["known_at"], later, moment, told.ends, dice)
            dropped = later & (dice.random(len(later)) > _KEPT)
            if name == "activity":
                gone = set(columns["id"][dropped].tolist())
            rows[name] = {column: values[~dropped] for column, values in columns.items()}
    for name in ("activity_deal", "activity_person"):
        kept = ~np.isin(rows[name]["activity_id"], list(gone))
        rows[name] = {column: values[kept] for column, values in rows[name].items()}
    _rewrite_deals(rows, moment, told.ends, dice)
    mentions = dict(told.mentions)
    later = mentions["known_at"] > moment
    for column in ("deal_id", "side", "theme", "polarity"):
        _shuffle(mentions, column, later, dice)
    mentions["driver"] = np.where(later, np.array(DRIVERS, dtype=object)[dice.integers(0, len(DRIVERS), len(later))],
                                  mentions["driver"])  # fmt: skip
    return replace(told, rows=rows, mentions=mentions)


def _shuffle(columns: Columns, column: str, later: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
             dice: np.random.Generator) -> None:  # fmt: skip
    values = columns[column].copy()
    values[later] = dice.permutation(np.ma.getdata(values)[later])
    columns[column] = values


def _move(
    times: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    later: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    moment: int,
    ends: int,
    dice: np.random.Generator,
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.asarray(np.where(later, dice.integers(moment + 1, ends, len(times)), times))


def _rewrite_deals(rows: Rows, moment: int, ends: int, dice: np.random.Generator) -> None:
    """Whatever a deal's row holds that was not known by the moment: how it ended, and its fields as they stand now."""
    deal = dict(rows["deal"])
    n = len(deal["id"])
    closed = np.ma.filled(deal["closed_at"], ends + 1)
    late = closed > moment
    outcome = np.array(["won", "lost", "open"], dtype=object)[dice.integers(0, 3, n)]
    is_open = late & (outcome == "open")
    when = dice.integers(moment + 1, ends, n)
    for column, value in (
        ("outcome", outcome),
        ("stage", np.where(outcome == "open", "Discovery", np.where(outcome == "won", "Closed Won", "Closed Lost"))),
        ("segment", np.array(["North", "South", "West"], dtype=object)[dice.integers(0, 3, n)]),
        ("source_channel", np.array(["web", "fair", "partner"], dtype=object)[dice.integers(0, 3, n)]),
        ("amount", np.round(np.exp(dice.normal(9, 2, n)))),
    ):
        deal[column] = np.where(late, value, deal[column])
    hidden = np.where(late, is_open, np.ma.getmaskarray(deal["closed_at"]))
    deal["closed_at"] = np.ma.masked_array(np.where(late, when, closed), mask=hidden)
    deal["closed_at_basis"] = np.ma.masked_array(np.full(n, "history", dtype=object), mask=hidden)
    reason = np.where(late, "Priority shift", np.ma.getdata(deal["loss_reason_stated"])).astype(object)
    no_reason = np.where(late, dice.random(n) < 0.5, np.ma.getmaskarray(deal["loss_reason_stated"]))
    deal["loss_reason_stated"] = np.ma.masked_array(reason, mask=no_reason)
    rows["deal"] = deal


def plant_leak(told: Told, lives: Lives, seed: int) -> Told:
    """Two fields of the user's own: one that is filled in by how a deal ended, and one that means nothing."""
    dice = np.random.default_rng(seed)
    rows = {name: dict(columns) for name, columns in told.rows.items()}
    n = len(lives.opened)
    ended = closed_at(lives) <= told.ends
    score = np.where(lives.won, dice.integers(6, 11, n), dice.integers(0, 6, n))
    region = dice.integers(1, 9, n)
    rows["deal"]["custom"] = np.array(
        [
            json.dumps({"region_no": str(area), **({"handover_score": str(value)} if is_over else {})})
            for area, value, is_over in zip(region.tolist(), score.tolist(), ended.tolist(), strict=True)
        ],
        dtype=object,
    )[: len(rows["deal"]["id"])]
    rows["source_field"] = {
        "id": np.array([11, 12]),
        "known_at": np.full(2, int(rows["deal"]["known_at"].min())),
        "table_name": np.array(["deal", "deal"], dtype=object),
        "field": np.array(["handover_score", "region_no"], dtype=object),
        "type": np.array(["number", "number"], dtype=object),
        "fill_share": np.array([float(ended.mean()), 1.0]),
    }
    return replace(told, rows=rows)
