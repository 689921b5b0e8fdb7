"""Scores are sums that can be told; rows of one unit are never parted; a second time gives the same to the bit."""

import numpy as np
import pytest

from assay.stats.additive import Columns, fit_boosted_score, fit_logistic_score, make_bags, total
from assay.stats.mending import Steps, fit_mending
from assay.stats.proof import weighted_auc


def draw(units: int, rows: int = 3) -> tuple[Columns, np.ndarray, np.ndarray]:
    """One number that tells, one kind that tells, one that does not, and holes."""
    dice = np.random.default_rng(2)
    unit = np.repeat(np.arange(units) * 7_919 + 11, rows)
    wish, kind = np.repeat(dice.normal(size=units), rows), np.repeat(dice.integers(0, 3, units), rows).astype(float)
    happened = np.repeat(dice.random(units), rows) < 1 / (1 + np.exp(-(1.2 * wish + np.where(kind == 2, 1.0, -0.5))))
    noise = dice.normal(size=units * rows)
    wish = np.where(dice.random(units * rows) < 0.1, np.nan, wish)
    return (
        Columns(("wish", "kind", "noise"), (False, True, False), np.column_stack([wish, kind, noise])),
        unit,
        (happened.astype(np.float64)),
    )


@pytest.mark.parametrize("fit", [fit_logistic_score, fit_boosted_score])
def test_parts_add_up_to_the_score_and_it_orders_units_unseen(fit: object) -> None:
    columns, unit, happened = draw(500)
    learn = unit < np.quantile(unit, 0.7)
    score = fit(columns.take(learn), happened[learn], unit[learn], np.ones(int(learn.sum())))  # type: ignore[operator]
    start, parts, terms = score.add(columns.take(~learn))
    said = total(score, columns.take(~learn))
    assert said == pytest.approx(1 / (1 + np.exp(-(start + parts.sum(axis=1)))))
    assert {column for term in terms for column in term} == {0, 1, 2}
    assert weighted_auc(said, happened[~learn], np.ones(int((~learn).sum()))) > 0.7
    again = fit(columns.take(learn), happened[learn], unit[learn], np.ones(int(learn.sum())))  # type: ignore[operator]
    assert np.array_equal(said, total(again, columns.take(~learn)))


def test_bags_hold_out_whole_units() -> None:
    unit = np.repeat(np.arange(1000), 4)
    bags = make_bags(unit)
    assert set(np.unique(bags)) == {-1, 1}
    assert (bags.reshape(1000, 4, -1) == bags.reshape(1000, 4, -1)[:, :1]).all()
    assert (bags == -1).mean(axis=0) == pytest.approx(np.full(bags.shape[1], 0.2), abs=0.05)


def test_few_units_are_mended_by_a_line_and_many_by_rising_steps() -> None:
    dice = np.random.default_rng(5)
    truth = dice.random(3000)
    happened, said, unit = (dice.random(3000) < truth).astype(np.float64), truth**2, np.arange(3000)
    line = fit_mending(said[:500], happened[:500], unit[:500], np.ones(500))
    steps = fit_mending(said, happened, unit, np.ones(3000))
    assert not isinstance(line, Steps)
    assert isinstance(steps, Steps)
    for mended in (line.mend(said), steps.mend(said)):
        assert np.abs(mended - truth).mean() < 0.06
        assert (np.diff(mended[np.argsort(said)]) >= 0).all()
