"""Rows on shares of losses, what came before them, and competitors whose moves blunted us."""

import numpy as np

from assay.store.home import Home
from bench.truth.columns import key
from bench.truth.company import Company, read_concluded, read_table
from bench.truth.history import FAKES, MOVES, draw_lives
from bench.truth.lines import Line
from bench.truth.measures import Figure, bound, measure_f1
from bench.truth.world import DRIVERS, RIVALS, THEMES, Flag, K, Number, Whole, World

_CELLS = RIVALS * len(THEMES)


def judge_shares(company: Company, home: Home) -> list[Line]:
    """Of twelve causes: whether the interval of its share of losses holds the true one, and how far off it is."""
    lives, witness = company.lives, company.witness
    lost = lives.lost
    main = np.array([(lives.main[lost] == cause).mean() for cause in range(K)])
    part = lives.material[lost].mean(axis=0)
    n = int(lost.sum())
    stated = np.bincount(witness.rep[lost], minlength=K) / n
    half = 1.96 * np.sqrt(stated * (1 - stated) / n)
    usual = (np.abs(stated - main) <= half).astype(float)
    told = _read_shares(home)
    parts = {"main": main, "driver": part}
    lines = []
    for what, name in (("main", "share of losses by main cause"), ("driver", "share of losses a cause had a part in")):
        found = None if told is None else told.get(what)
        cover = error = None
        note = ""
        if found is not None:
            low, estimate, high, audited = found
            known = ~np.isnan(estimate)
            if known.any():
                inside = (low <= parts[what] + 1e-9) & (parts[what] <= high + 1e-9)
                cover = bound(_mean, inside[known].astype(float))
                error = float(np.abs(estimate - parts[what])[known].mean())
                note = f"mean error {error:.3f}, mean half-width {float((high - low)[known].mean() / 2):.3f}, "
                note += f"rests on {audited:.0f} audited of {n:,} losses"
        usual_note = f"; reps' counts are off by {np.abs(stated - main).mean():.3f}" if what == "main" else ""
        lines.append(
            Line(f"{name}: causes whose 95 % interval holds the truth",
                 (("counts of the rep's reason", bound(_mean, usual)),) if what == "main" else (),
                 cover, None, low=0.90, note=note + usual_note)
        )  # fmt: skip
    return lines


def _read_shares(home: Home) -> dict[str, tuple[Number, Number, Number, float]] | None:
    if "shares" not in read_concluded(home):
        return None
    found = read_table(
        home,
        "SELECT what, name, low, estimate, high, rests_on FROM share WHERE segment = '' AND team = ''"
        " AND basis = 'audited'",
    )
    if found is None:
        return None
    told = {}
    for what in ("main", "driver"):
        columns = [np.full(K, np.nan) for _ in range(3)]
        rests = 0.0
        for place in np.flatnonzero(found["what"] == what):
            if found["name"][place] in DRIVERS:
                for column, name in zip(columns, ("low", "estimate", "high"), strict=True):
                    column[DRIVERS.index(str(found["name"][place]))] = found[name][place]
                rests = float(found["rests_on"][place])
        told[what] = (columns[0], columns[1], columns[2], rests)
    return told


def judge_events(company: Company, home: Home) -> list[Line]:
    """What came before losses: the stop of a programme and a new head, by the table precedence."""
    world = company.lives.world
    found = read_table(home, "SELECT event, hazard, hazard_low, hazard_high FROM precedence")
    planted = {
        "nurture_stopped": world.stopped,
        "leadership_changed": 0.6 * world.strength,
    }
    lines = []
    for event, size in planted.items():
        figure = None
        if found is not None and (found["event"] == event).any():
            place = int(np.flatnonzero(found["event"] == event)[0])
            value, low, high = (
                float(np.ma.filled(np.ma.asarray(found[name]).astype(float), np.nan)[place])
                for name in ("hazard", "hazard_low", "hazard_high")
            )
            figure = Figure(np.log(value), np.log(low), np.log(high), len(company.lives.opened))
        note = f"planted {size:.2f}; a log hazard ratio"
        low, high = (0.0, np.inf) if size else (-0.35, 0.35)
        lines.append(Line(f"came before losses: {event}", (), figure, None, low=low, high=high, note=note))
    return lines


def true_cells(world: World) -> tuple[Number, Number]:
    """(rivals, themes) true win rates in the first and in the last third of the history, from a far larger draw."""
    lives = draw_lives(world.sized(60_000), 99)
    share = (lives.opened - lives.opened.min()) / (world.years * 365)
    told = []
    for part in (share < 1 / 3, share > 2 / 3):
        rates = np.full((RIVALS, len(THEMES)), np.nan)
        for rival in range(RIVALS):
            for theme in range(len(THEMES)):
                cell = part & (lives.rival == rival) & (lives.theme == theme)
                rates[rival, theme] = lives.won[cell].mean()
        told.append(rates)
    return told[0], told[1]


def judge_rivals(company: Company, home: Home) -> list[Line]:
    """Of fifteen cells of competitor and theme: win rates, moves found, and what was only announced."""
    lives = company.lives
    fell = read_table(
        home,
        "SELECT competitor_id, theme, before, after, before_won, before_n, after_won, after_n, verdict, is_blunted"
        " FROM competitor_change WHERE theme IS NOT NULL AND theme <> ''",
    )
    names = ("win rate by competitor and theme, error", "moves of competitors found", "cells that fell by mistake")
    if "competitors" not in read_concluded(home) or fell is None:
        return [Line(name, (), None, None, low=0.0) for name in names]
    rivals = key("competitor", np.arange(RIVALS)).tolist()
    moved = {(rival, theme) for rival, theme, _ in MOVES} if lives.world.moved else set()
    fakes = {(rival, theme) for rival, theme, _ in FAKES}
    before_true, after_true = true_cells(lives.world)
    raw, pooled = [], []
    found = wrong = blunted_wrong = 0
    for row in range(len(fell["theme"])):
        rival, theme = rivals.index(int(fell["competitor_id"][row])), str(fell["theme"][row])
        if theme not in THEMES:
            continue
        cell = (rival, THEMES.index(theme))
        for name, truth in (("before", before_true), ("after", after_true)):
            n = int(fell[f"{name}_n"][row])
            if n and not np.ma.is_masked(fell[name][row]):
                raw.append(fell[f"{name}_won"][row] / n - truth[cell])
                pooled.append(float(fell[name][row]) - truth[cell])
        is_fall = fell["verdict"][row] == "fell"
        found += is_fall and cell in moved
        wrong += is_fall and cell not in moved
        blunted_wrong += bool(fell["is_blunted"][row]) and cell in fakes
    note = "the periods that the product compares are its own; the truth is of the first and last third of the history"
    return [
        Line(
            names[0],
            (("raw rates", bound(_rmse, np.array(raw))),),
            bound(_rmse, np.array(pooled)),
            Figure(0.0, 0.0, 0.0, len(raw)),
            needed=0.69 if lives.world.deals < 5_000 else 0.49,
            note=note,
        ),
        _count(names[1], found, len(moved), low=0.13 if lives.world.deals < 5_000 else 0.70),
        _count(names[2], wrong, _CELLS - len(moved), high=0.5 / 15),
        _count("announcements without a fall confirmed", blunted_wrong, len(fakes), high=0.0),
    ]


def _count(what: str, hits: int, n: int, *, low: float = -np.inf, high: float = np.inf) -> Line:
    share = hits / n if n else float("nan")
    if not n:
        low, share = -np.inf, 0.0
    return Line(what, (), Figure(share, np.nan, np.nan, n), None, low=low, high=high)


def _rmse(values: Number) -> float:
    return float(np.sqrt(np.square(values).mean()))


def _mean(values: Number | Flag) -> float:
    return float(values.mean())


__all__ = ["Whole", "judge_events", "judge_rivals", "judge_shares", "measure_f1", "true_cells"]
