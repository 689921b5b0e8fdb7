"""Everything that a run tries by a test is allowed for together."""

import pytest

from assay.runs.run_report import RunReport
from assay.runs.tried import adjust_all
from assay.stats.multiplicity import adjust_for_asking
from assay.store.home import Home
from runs.conftest import Ask, Run
from runs.invented_deals import invent_deals, name_competitors


def test_signals_and_events_are_adjusted_together_and_what_was_not_tried_costs_nothing() -> None:
    tried = adjust_all({("signal", "a"): 0.01, ("event", "a"): 0.04, ("event", "b"): None})
    assert tried.asked == 2
    assert tried.q == {("signal", "a"): pytest.approx(0.02), ("event", "a"): pytest.approx(0.04), ("event", "b"): None}


def test_a_run_shows_the_same_number_of_tries_beside_every_q(home: Home, run: Run, ask: Ask) -> None:
    record = invent_deals(11, 150)
    name_competitors(record)
    record.write(home)
    report = run()
    rows = ask("SELECT p, q, asked FROM comparison UNION ALL SELECT p, q, asked FROM precedence")
    p = [row[0] for row in rows]
    assert sum(value is not None for value in p) == 4
    assert {row[2] for row in rows} == {4}
    for (_, q, _), expected in zip(rows, adjust_for_asking(p), strict=True):
        assert q == (None if expected is None else pytest.approx(expected))
    assert "allows for 4 questions tried in all" in report.text()


def test_an_event_that_goes_with_losing_is_told_as_an_association() -> None:
    report = RunReport("x", 0, {"lost": 9}, 1, 9, 0, 3, (), 5, (("nurture_stopped", 1.42, 1.2, 1.68),), 4)
    told = "lost 1.42 times as often as deals alike without it (95 % 1.20 to 1.68). This is an association."
    assert told in report.text()
