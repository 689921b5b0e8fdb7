"""What a score has to beat: the base rate, the stage's rate, what the CRM states, and naive Bayes on final values."""

import numpy as np
from numpy.typing import NDArray

from assay.patterns.winning.snapshots import Snapshots

Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: added to each count, as Odoo does
_SMOOTH = 0.1

#: how many rows of the usual rate a stage's own rate is drawn towards
_DRAWN = 20.0


def say_base_rate(learnt: Snapshots, weight: Number, asked: Snapshots) -> Number:
    """The share won of all rows learnt from."""
    return np.full(len(asked.deal), float((weight * learnt.won).sum() / weight.sum()))


def say_stage_rate(learnt: Snapshots, weight: Number, asked: Snapshots) -> Number | None:
    """The share won of rows in the same stage, drawn a little to the base rate; None where no stage has a history."""
    if "stage" not in learnt.names:
        return None
    place, base = learnt.names.index("stage"), float((weight * learnt.won).sum() / weight.sum())
    told, wanted = learnt.values[:, place], asked.values[:, place]
    said = np.full(len(asked.deal), base)
    for stage in np.unique(told[~np.isnan(told)]):
        inside = told == stage
        n, won = weight[inside].sum(), (weight * learnt.won)[inside].sum()
        said[wanted == stage] = (won + _DRAWN * base) / (n + _DRAWN)
    return said


def say_stated(asked: Snapshots) -> Number | None:
    """What the CRM stated then, 0 to 1; None where it says nothing of more than half of the rows."""
    told = asked.stated[~np.isnan(asked.stated)]
    if len(told) < len(asked.stated) / 2 or not len(told):
        return None
    scale = 100.0 if told.max() > 1 else 1.0
    return np.clip(np.where(np.isnan(asked.stated), told.mean(), asked.stated) / scale, 0.0, 1.0)


def say_naive_bayes(learnt: Snapshots, asked: Snapshots) -> Number:
    """Naive Bayes as Odoo's lead scoring counts: the values at the end, a won deal in every stage, 0.1 added to each.

    learnt: rows of ended deals; the last one of each deal tells its final values, `end_stage` its last open stage.
    Described in Odoo's documentation of predictive lead scoring; the counting rules as its source applies them.
    """
    is_last = np.concatenate([learnt.deal[1:] != learnt.deal[:-1], [True]]) if len(learnt.deal) else np.zeros(0, bool)
    final = learnt.take(is_last)
    won = final.won > 0
    odds = np.full(len(asked.deal), np.log((won.sum() + _SMOOTH) / ((~won).sum() + _SMOOTH)))
    for place, (name, is_kind) in enumerate(zip(final.names, final.is_kind, strict=True)):
        if is_kind:
            is_stage = name == "stage"
            value = (
                np.where(np.isnan(final.end_stage), final.values[:, place], final.end_stage)
                if is_stage
                else (final.values[:, place])
            )
            odds += _add_field(value, won, asked.values[:, place], in_every_stage=is_stage)
    return np.asarray(np.clip(1 / (1 + np.exp(-odds)), 0.0001, 0.9999), dtype=np.float64)


def _add_field(value: Number, won: Flag, wanted: Number, *, in_every_stage: bool) -> Number:
    added = np.zeros(len(wanted))
    kinds = np.unique(value[~np.isnan(value)])
    wins = {kind: float(won.sum() if in_every_stage else (won & (value == kind)).sum()) + _SMOOTH for kind in kinds}
    losses = {kind: float((~won & (value == kind)).sum()) + _SMOOTH for kind in kinds}
    # the first stage holds all won deals, and of the lost ones all there are
    all_won = float(won.sum()) + _SMOOTH if in_every_stage else sum(wins.values())
    all_lost = sum(losses.values())
    for kind in kinds:
        added[wanted == kind] = np.log((wins[kind] / all_won) / (losses[kind] / all_lost))
    return added
