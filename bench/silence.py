"""How well a silence is told from a pause on a real log, beside the days of silence alone; split by time."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from assay.stats.calibration import area_under_curve, brier_score, expected_error, fit_line
from assay.stats.landmarks import Spoken
from assay.stats.logistic import fit_logistic
from assay.stats.pareto_nbd import Belief, Rhythm, fit_rhythm, probability_dead, usual_pause
from assay.stats.silence import Quiet, SilenceModel, find_usual, fit_silence, predict_dead
from bench.applications import LOG, Applications, read_applications

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: the first day of 2012: half of the applications come before it
CUT = 15_340
#: an application is looked at every week of its life, from a week on
WEEK = 7
RULE = 30
ROUNDS = 200


@dataclass(frozen=True)
class Setting:
    """What is looked at. calls: whether calls count as words.  offered: only from the day of the first offer on.

    horizon: days without a word that count as the end. strict: every end that is learnt from was known at CUT, and all
    that is judged began after it; otherwise early and late applications are parted at their middle, for a log of 166
    days holds no two spells of 90 days one after the other.
    """

    title: str
    horizon: int = 30
    calls: bool = True
    offered: bool = False
    strict: bool = True


SETTINGS = (
    Setting("no word within 30 days, learnt before 2012, judged on applications of 2012"),
    Setting("the same, from the day of an offer on", offered=True),
    Setting("the same as the first, calls not counted as words", calls=False),
    Setting("no word within 90 days, early against late applications", horizon=90, strict=False),
)


@dataclass(frozen=True)
class Judged:
    """The later silences: what became of them and what was said. deal, dead, silent, said, rhythm, by_days: (n,)."""

    model: SilenceModel
    deal: Whole
    dead: Number
    silent: Number
    said: Number
    rhythm: Number
    by_days: Number
    late_pauses: Flag


def judge_silences(applications: Applications, setting: Setting) -> Judged:
    """Learn from the earlier silences and say of the later ones.  raises  ValueError where too few ended."""
    spoken = Spoken.of(applications.word_of, applications.word_day)
    deal, day, quiet = _look(applications, spoken, setting)
    won = applications.won[deal] & (applications.ended[deal] <= day + setting.horizon)
    dead = (~spoken.speaks_within(deal, day, setting.horizon) & ~won).astype(np.float64)
    opened = applications.opened[deal]
    if setting.strict:
        earlier, later, known_by = day + setting.horizon < CUT, opened >= CUT, CUT
    else:
        earlier, known_by = opened < np.median(opened), applications.seen_until
        later = ~earlier
    rhythm = _fit_rhythm(applications, spoken, np.unique(deal[earlier]), known_by)
    model = fit_silence(quiet.take(earlier), dead[earlier], deal[earlier], rhythm, horizon=setting.horizon)
    if model is None:
        raise ValueError("too few of the earlier silences ended")
    by_days = fit_logistic(quiet.silent[earlier][:, None], dead[earlier])
    rest = quiet.take(later)
    return Judged(
        model=model,
        deal=deal[later],
        dead=dead[later],
        silent=rest.silent,
        said=predict_dead(model, rest),
        rhythm=probability_dead(rhythm, rest.words - 1, rest.last, rest.last + rest.silent),
        by_days=np.asarray(expit(by_days.score(rest.silent[:, None])), dtype=np.float64),
        late_pauses=_find_long_pauses(spoken, rhythm, np.unique(deal[earlier]), np.unique(deal[later])),
    )


def print_silence(log: Path = LOG) -> None:
    """Prints order and calibration of each way to say it, with intervals by application."""
    if not log.exists():
        print(f"\nGone silent: skipped, for the log of applications is not at {log}.")
        return
    print("\nGone silent: loan applications at a bank, looked at every week of their life (BPI Challenge 2012)")
    for setting in SETTINGS:
        _print_setting(setting, judge_silences(read_applications(log, calls=setting.calls), setting))


def _look(applications: Applications, spoken: Spoken, setting: Setting) -> tuple[Whole, Whole, Quiet]:
    """Each application at each week of its life, as far as the horizon after it was seen."""
    n = len(applications.opened)
    ages = np.arange(WEEK, applications.seen_until - int(applications.opened.min()), WEEK)
    deal = np.repeat(np.arange(n), len(ages))
    day = applications.opened[deal] + np.tile(ages, n)
    kept = (day < applications.ended[deal]) & (day + setting.horizon <= applications.seen_until)
    if setting.offered:
        kept &= day >= applications.offered[deal]
    deal, day = deal[kept], day[kept]
    quiet, has_word = spoken.measure(deal, day, applications.opened[deal])
    return deal[has_word], day[has_word], quiet


def _fit_rhythm(applications: Applications, spoken: Spoken, deals: Whole, known_by: int) -> Rhythm:
    """From each of the deals until it ended, or until the day by which all must be known."""
    until = np.minimum(applications.ended[deals], known_by - 1)
    seen, _ = spoken.measure(deals, until, applications.opened[deals])
    return fit_rhythm(seen.words - 1, seen.last, seen.last + seen.silent, belief=Belief())


def _find_long_pauses(spoken: Spoken, rhythm: Rhythm, earlier: Whole, later: Whole) -> Flag:
    """Of each pause that ended in later deals: whether it was longer than is usual, by the pauses of the earlier."""
    share = find_usual(rhythm, *spoken.list_pauses(earlier))
    words, last, pause = spoken.list_pauses(later)
    return np.asarray(pause > usual_pause(rhythm, words, last, share=share), dtype=np.bool_)


def _print_setting(setting: Setting, judged: Judged) -> None:
    draws = _draw_deals(judged.deal)
    print(f"\n  {setting.title}")
    print(
        f"    learnt from {judged.model.landmarks:,} silences of {judged.model.deals:,} applications; judged on "
        f"{len(judged.dead):,} of {len(np.unique(judged.deal)):,}, of which {judged.dead.mean():.1%} were the end"
    )
    print("                                 AUC                 Brier               ECE                 slope")
    rule = (judged.silent > RULE).astype(np.float64)
    for name, said in (
        ("P(dead)", judged.said),
        ("rhythm alone (Pareto/NBD)", judged.rhythm),
        ("days of silence, calibrated", judged.by_days),
        (f"more than {RULE} days", rule),
    ):
        has_slope = said is not rule
        figures = [area_under_curve, brier_score, expected_error, *([_slope] if has_slope else [])]
        print(f"    {name:<29}" + "".join(_write(figure, said, judged.dead, draws) for figure in figures))
    gain = _bound(lambda p, q, y: area_under_curve(p, y) - area_under_curve(q, y), judged, draws)
    print(f"    AUC of P(dead) less that of days {gain}")
    _print_calls(judged, rule)


def _print_calls(judged: Judged, rule: Number) -> None:
    for name, called in (
        ("P(dead) from .8", judged.said >= 0.8),
        ("rhythm alone from .8", judged.rhythm >= 0.8),
        (f"more than {RULE} days", rule > 0),
    ):
        wrong = f"{1 - judged.dead[called].mean():.0%} wrongly" if called.any() else "none"
        print(f"    called dead by {name:<20} {int(called.sum()):5,}  {wrong}")
    long = judged.late_pauses
    print(f"    pauses that ended, called unusually long: {long.mean():.1%} of {len(long):,} (aim: 10%)")


def _slope(said: Number, happened: Number) -> float:
    return fit_line(said, happened).slope


def _draw_deals(deal: Whole, seed: int = 1) -> list[Whole]:
    """Rows of as many applications, drawn with repetition, ROUNDS times."""
    rng = np.random.default_rng(seed)
    order = np.argsort(deal, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(deal[order])) + 1)
    return [np.concatenate([parts[one] for one in rng.integers(0, len(parts), len(parts))]) for _ in range(ROUNDS)]


def _write(figure: Callable[[Number, Number], float], said: Number, dead: Number, draws: list[Whole]) -> str:
    low, high = np.quantile([figure(said[rows], dead[rows]) for rows in draws], [0.025, 0.975])
    return f"{figure(said, dead):.3f} ({low:.3f}-{high:.3f})".ljust(20)


def _bound(figure: Callable[[Number, Number, Number], float], judged: Judged, draws: list[Whole]) -> str:
    found = [figure(judged.said[rows], judged.by_days[rows], judged.dead[rows]) for rows in draws]
    low, high = np.quantile(found, [0.025, 0.975])
    return f"{figure(judged.said, judged.by_days, judged.dead):+.3f} ({low:+.3f} to {high:+.3f})"
