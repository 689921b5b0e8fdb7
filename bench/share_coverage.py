"""How often 95 % intervals of shares from audits hold the truth: python -m bench.share_coverage [SETS]."""

import sys

import numpy as np

from assay.stats.audited import estimate_share

#: what the bench asks for
_LOW, _HIGH = 0.93, 0.97
_AUDITS, _LOSSES, _SHARES, _QUALITIES = (10, 30, 60, 120), (300, 3000), (0.1, 0.3), (0.0, 0.5, 0.9)


def cover(sets: int, n: int, m: int, share: float, quality: float, *, is_weighted: bool, seed: int) -> float:
    """Share of simulated sets whose interval holds `share`. quality: how far the prediction follows the truth.

    is_weighted: half of the losses are drawn three times as often as the others.
    """
    rng, held = np.random.default_rng(seed), 0
    for _ in range(sets):
        truth = (rng.random(n) < share).astype(float)
        noise = rng.normal(0, 0.15, n)
        predicted = np.clip(quality * truth + (1 - quality) * share + noise, 0, 1)
        chance = np.where(np.arange(n) < n // 2, 1.5, 0.5) * m / n if is_weighted else np.full(n, m / n)
        drawn = np.flatnonzero(rng.random(n) < chance) if is_weighted else rng.choice(n, m, replace=False)
        found = estimate_share(truth[drawn], predicted[drawn], predicted, 1 / chance[drawn])
        held += found is not None and found.low <= share <= found.high
    return held / sets


def main() -> int:
    """A line for each setting, and how many lie within; 1 where the mean of all lies outside."""
    sets = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    found: list[float] = []
    for m in _AUDITS:
        for n in _LOSSES:
            for share in _SHARES:
                row = [
                    cover(sets, n, m, share, quality, is_weighted=is_weighted, seed=len(found))
                    for quality in _QUALITIES
                    for is_weighted in (False, True)
                ]
                found += row
                print(f"{m:>4} of {n:>5}, share {share:.0%}: " + " ".join(f"{one:.3f}" for one in row), flush=True)
    within = sum(_LOW <= one <= _HIGH for one in found)
    print(f"{sets} sets each: mean {np.mean(found):.3f}, least {min(found):.3f}, most {max(found):.3f};", end=" ")
    print(f"{within} of {len(found)} between {_LOW:.0%} and {_HIGH:.0%}")
    return int(not _LOW <= float(np.mean(found)) <= _HIGH)


if __name__ == "__main__":
    sys.exit(main())
