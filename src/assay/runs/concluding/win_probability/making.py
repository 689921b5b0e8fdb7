"""Makes the three tables: probabilities of deals, how well they kept their word, and which fields were kept out."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval
from assay.domain.tongue import mark
from assay.patterns.winning.leaks import BY_MEANING, Verdict, judge_column, judge_fields
from assay.patterns.winning.proving import Trial, fit_final, plan_trial, run_trial
from assay.patterns.winning.reasons import list_reasons
from assay.patterns.winning.results import Found, Line, conclude_trial
from assay.patterns.winning.snapshots import Snapshots
from assay.runs.concluding.part import Part, Work
from assay.runs.concluding.win_probability.candidates import read_candidates
from assay.runs.concluding.win_probability.snapshots import make_snapshots
from assay.stats.calibration import Band
from assay.stats.mending import fit_mending
from assay.tables.column import Table
from assay.tables.concluded.win_probability import LEAK, WIN_MODEL, WIN_PROBABILITY

Number = NDArray[np.float64]
Row = dict[str, Any]

_IBIS = {"id": "int64", "text": "string", "whole": "int64", "number": "float64", "time": "int64", "json": "string"}


def make_win_probability(work: Work) -> None:
    """Tables new_win_probability, new_win_model and new_leak."""
    now = work.clock.as_of
    snapshots = make_snapshots(work)
    verdicts, shut_out = _judge(work, snapshots)
    snapshots = snapshots.without(shut_out)
    trial = plan_trial(snapshots, now)
    work.report(mark("trying probabilities of winning on later deals"), 0.5)
    run_trial(snapshots, trial, now)
    found = conclude_trial(snapshots, trial, now)
    work.report(mark("giving open deals their probability of winning"), 0.8)
    rows = [*_list_open(snapshots, trial, found, now), *_list_tested(snapshots, trial, found)]
    _put(work, WIN_PROBABILITY, rows)
    _put(work, WIN_MODEL, [_make_line(snapshots, trial, found, line) for line in found.lines])
    _put(work, LEAK, [_make_verdict(one) for one in verdicts])


def _judge(work: Work, snapshots: Snapshots) -> tuple[list[Verdict], set[str]]:
    """What was found of each field, and the columns of the score that are shut out for it."""
    fields, deal, ended, won = read_candidates(work, snapshots.names)
    verdicts = judge_fields(fields, deal, ended, won)
    leaking = {one.name for one in verdicts if one.verdict in ("after_end", "too_good")}
    # columns as they stood then are judged by themselves: that a field ends otherwise says nothing against its history
    trial = plan_trial(snapshots, work.clock.as_of)
    shut_out = {
        name for name in snapshots.names if name.startswith("field:") and _name_field(name) in leaking | BY_MEANING
    }
    if trial.windows:
        window = trial.windows[0]
        _, weight = snapshots.take(window.ask).read_ends(work.clock.as_of)
        for place, name in enumerate(snapshots.names):
            one = judge_column(
                name, snapshots.values[:, place], snapshots.won, snapshots.deal, window.learn, window.ask, weight
            )
            verdicts.append(one)
            if one.verdict == "too_good":
                shut_out.add(name)
    return verdicts, shut_out


def _name_field(column: str) -> str:
    return column.removeprefix("field:")


def _list_open(snapshots: Snapshots, trial: Trial, found: Found, now: int) -> list[Row]:
    is_open = np.isnan(snapshots.closed) & (snapshots.at == now)
    asked = snapshots.take(is_open)
    rows: list[Row] = [
        {
            "deal_id": int(deal),
            "view": "open",
            "as_of": now,
            "base_rate": found.base_rate,
            "stated": _read_stated(float(stated)),
            "abstains": None if found.verdict == "used" else found.verdict,
        }
        for deal, stated in zip(asked.deal, asked.stated, strict=True)
    ]
    if found.verdict != "used" or not rows:
        return rows
    score = fit_final(snapshots, now, trial.maturity, found.used)
    start, parts, _ = score.add(asked.columns)
    raw = 1 / (1 + np.exp(-np.clip(start + parts.sum(axis=1), -30, 30)))
    tried = trial.rows
    mending = fit_mending(trial.raw[found.used], snapshots.won[tried], snapshots.deal[tried], trial.weight)
    raised, lowered = list_reasons(score, asked)
    for row, p, above, below in zip(rows, mending.mend(raw), raised, lowered, strict=True):
        row |= {"p": float(p), "reasons_for": json.dumps(above), "reasons_against": json.dumps(below)}
        row |= _tell_band(found.find_band(float(p)))
    return rows


def _list_tested(snapshots: Snapshots, trial: Trial, found: Found) -> list[Row]:
    """The back-test of the score that is used, or would be; nothing where none was tried."""
    if not len(trial.rows):
        return []
    tried = snapshots.take(np.isin(np.arange(len(snapshots.deal)), trial.rows))
    rows = []
    for place, p in enumerate(trial.said[found.used]):
        row = {
            "deal_id": int(tried.deal[place]),
            "view": "back_test",
            "as_of": int(tried.at[place]),
            "p": float(p),
            "base_rate": found.base_rate,
            "stated": _read_stated(float(tried.stated[place])),
            "weight": float(trial.weight[place]),
        }
        if trial.weight[place] > 0:
            row["outcome"] = "won" if tried.won[place] else "not_won"
        rows.append(row | _tell_band(found.find_band(float(p))))
    return rows


def _tell_band(band: Band | None) -> Row:
    if band is None:
        return {}
    ends = {"band_low": band.low, "band_high": band.high, "band_deals": band.units}
    return ends | _spread("band_rate", band.share)


def _read_stated(stated: float) -> float | None:
    if np.isnan(stated):
        return None
    return stated / 100 if stated > 1 else stated


def _spread(name: str, one: Interval | None) -> Row:
    if one is None:
        return {}
    return {name: one.mid, f"{name}_low": one.low, f"{name}_high": one.high}


def _make_line(snapshots: Snapshots, trial: Trial, found: Found, line: Line) -> Row:
    days = snapshots.at[trial.rows]
    is_used = line.model == found.used or not found.used
    row: Row = {
        "model": line.model,
        "verdict": line.verdict,
        "learnt_deals": found.learnt,
        "tested_deals": found.tested,
        "tested_rows": found.tested_rows,
        "open_rows": found.open_rows,
        "maturity_days": trial.maturity,
        "tested_from": int(days.min()) if len(days) else None,
        "tested_to": int(days.max()) if len(days) else None,
        "more_needed": found.more_needed if is_used else None,
        "curve": json.dumps([_make_point(band, said) for band, said in zip(line.bands, line.said, strict=True)]),
    }
    if line.proof is not None:
        row |= {"said": line.proof.said, "happened": line.proof.happened}
        for name in ("auc", "brier", "ece", "slope"):
            row |= _spread(name, getattr(line.proof, name))
    return row | _spread("gain", line.gain)


def _make_point(band: Band, said: float) -> Row:
    ends = {"low": band.low, "high": band.high, "deals": band.units, "said": said}
    return ends | _spread("rate", band.share)


def _make_verdict(one: Verdict) -> Row:
    row: Row = {
        "field": one.name,
        "kind": one.kind,
        "verdict": one.verdict,
        "deals": one.deals,
        "filled_ended": one.filled_ended,
        "filled_open": one.filled_open,
        "after_end": one.after_end,
    }
    return row | _spread("auc", one.auc)


def _put(work: Work, table: Table, rows: list[Row]) -> None:
    schema = {column.name: _IBIS[column.type] for column in table.columns}
    work.gathering.local.put(f"new_{table.name}", schema, [tuple(row.get(name) for name in schema) for row in rows])


WIN_PROBABILITY_PART = Part(
    "win_probability",
    mark("learning how likely open deals are to be won"),
    (WIN_PROBABILITY, WIN_MODEL, LEAK),
    make_win_probability,
)
