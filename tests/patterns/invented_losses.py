"""Losses invented by dice, with what is true of each known: shares nothing with what estimates them."""

import numpy as np

from assay.patterns.losses import Judged, Losses, gather_audits

DRIVERS = ("no_budget", "slow_or_neglected", "price_too_high", "indecision")
KINDS = ("circumstance", "neglect", "offer", "indecision")
#: how often each is the main driver
TRUE = (0.2, 0.4, 0.1, 0.3)
DAY = 86_400


def invent_losses(
    n: int, audited: int, *, seed: int = 1, rep_truth: float = 0.4, teams: int = 2, doubles: int = 0
) -> Losses:
    """One main driver each, of which the record shows a part; reps name it so often, and price else."""
    rng = np.random.default_rng(seed)
    main = rng.choice(4, n, p=TRUE)
    truth = np.eye(4)[main]
    p = np.clip(0.3 * truth + rng.uniform(0, 0.5, (n, 4)), 0, 1)
    named = np.where(rng.random(n) < rep_truth, main, 2)
    judged = [
        Judged(int(place), n / audited, int(place) * DAY, _judge(int(main[place])), DRIVERS[main[place]])
        for number, place in enumerate(rng.choice(n, audited, replace=False))
        for _ in range(2 if number < doubles else 1)
    ]
    return Losses(
        drivers=DRIVERS,
        deal=np.arange(n),
        outcome=np.where(rng.random(n) < 0.2, "no_decision", "lost").astype(object),
        segment=np.array([f"S{place % 2}" for place in range(n)], dtype=object),
        team=np.array([f"T{place % teams}" for place in range(n)], dtype=object),
        owner=np.arange(n) % (teams * 5),
        closed_at=np.arange(n) * DAY,
        p=p,
        first=np.where(p.max(axis=1) >= 0.5, p.argmax(axis=1), -1),
        is_told=p.max(axis=1) >= 0.5,
        by_rep=np.eye(4, dtype=bool)[named],
        by_buyer=np.zeros((n, 4), dtype=bool),
        drawn_since=np.zeros(n, dtype=np.int64),
        audits=gather_audits(judged, DRIVERS),
    )


def _judge(main: int) -> dict[str, str]:
    return {name: "material" if column == main else "absent" for column, name in enumerate(DRIVERS)}
