"""Rules are learnt where something holds, and none where nothing does."""

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.domain.errors import InputError
from assay.patterns.criteria.backtest import measure_backtest
from assay.patterns.criteria.judging import adjust_trials, reach_verdict, try_rule
from assay.patterns.criteria.leaking import is_filled_late, tells_outcome, word_number
from assay.patterns.criteria.learning import Known, Proposal, meet_condition, propose_rules, round_edge
from assay.patterns.criteria.rule import Condition, Fact, Rule, check_rule, read_rule, say_rule, write_conditions

FACTS = {
    "size": Fact("size", "amount", "number", 0, False, "then"),
    "source": Fact("source", "source", "word", 0, False, "then"),
    "met": Fact("met", "buyers met", "number", 30, False, "then", "more"),
    "warned": Fact("warned", "Single thread", "signal", 30, False, "then", "less"),
    "noise": Fact("noise", "colour", "word", 0, True, "now"),
}


def invent(n: int, seed: int, *, real: bool) -> tuple[dict[str, Known], NDArray[np.bool_]]:
    dice = np.random.default_rng(seed)
    size = np.round(np.exp(dice.normal(10, 1, n)))
    source = dice.choice(["Web", "Referral", "Fair"], n).astype(object)
    met = dice.poisson(2, n).astype(float)
    warned = dice.choice(["yes", "no"], n).astype(object)
    noise = dice.choice(["red", "blue", "green", "grey"], n).astype(object)
    chance = np.full(n, 0.3)
    if real:
        chance = 0.15 + 0.35 * (source == "Referral") + 0.25 * (warned == "no")
    won: NDArray[np.bool_] = dice.random(n) < chance
    known = {
        "size": Known(numbers=size),
        "source": Known(words=source),
        "met": Known(numbers=met),
        "warned": Known(words=warned),
        "noise": Known(words=noise),
    }
    return known, won


def propose(n: int, seed: int, *, real: bool) -> Proposal:
    known, won = invent(n, seed, real=real)
    return propose_rules(FACTS, known, won, np.ones(n, dtype=bool))


def meet(rule: Rule, known: dict[str, Known], n: int) -> NDArray[np.bool_]:
    meets = np.ones(n, dtype=bool)
    for condition in rule.conditions:
        meets &= meet_condition(condition, known[condition.fact])[0]
    return meets


def count_held(n: int, seed: int, *, real: bool) -> list[Rule]:
    rules = propose(n, seed, real=real).rules
    known, won = invent(n, seed + 1000, real=real)
    trials = [try_rule(meet(rule, known, n), np.ones(n, dtype=bool), won) for rule in rules]
    q = adjust_trials(trials)
    return [r for r, t, v in zip(rules, trials, q, strict=True) if reach_verdict(t, r.direction, v, "then") == "held"]


def test_what_was_planted_is_found_and_holds_on_other_deals() -> None:
    held = count_held(800, 3, real=True)
    facts = {condition.fact for rule in held for condition in rule.conditions}
    assert {"source", "warned"} <= facts
    assert any(rule.direction == "decline" for rule in held)


def test_where_nothing_holds_hardly_a_rule_is_kept() -> None:
    assert sum(bool(count_held(400, seed, real=False)) for seed in range(40)) <= 4


def test_no_rule_says_the_opposite_of_what_sense_demands() -> None:
    for seed in range(10):
        for rule in propose(300, seed, real=False).rules:
            for condition in rule.conditions:
                if condition.fact == "met" and len(rule.conditions) == 1:
                    assert (condition.compares == "at_least") == (rule.direction == "pursue")
                if condition.fact == "warned" and len(rule.conditions) == 1:
                    assert (condition.value == "no") == (rule.direction == "pursue")


def test_a_rule_and_its_opposite_are_tried_once() -> None:
    rules = propose(800, 3, real=True).rules
    assert not (
        any(r.conditions == (Condition("warned", "equals", "yes"),) for r in rules)
        and any(r.conditions == (Condition("warned", "equals", "no"),) for r in rules)
    )


def test_few_deals_propose_nothing() -> None:
    assert propose(30, 1, real=True).rules == ()


def test_a_fact_that_knows_the_outcome_is_told() -> None:
    won = np.arange(200) % 3 == 0
    stage = np.array(["Closed Won" if one else "Closed Lost" for one in won], dtype=object)
    assert tells_outcome(stage, won)
    assert not tells_outcome(np.array([f"deal {number}" for number in range(200)], dtype=object), won)
    assert tells_outcome(np.array([None if one else "too dear" for one in won], dtype=object), won)


def test_a_number_that_knows_the_outcome_is_told() -> None:
    rng = np.random.default_rng(2)
    won = np.arange(400) % 3 == 0
    paid = np.where(won, rng.uniform(1, 9_000, 400), 0.0)
    assert tells_outcome(word_number(paid), won)
    assert tells_outcome(word_number(np.where(won, np.nan, paid)), won)
    assert tells_outcome(word_number(np.abs(rng.normal(np.where(won, 0, 20), 1))), won)
    assert not tells_outcome(word_number(rng.uniform(1, 9_000, 400)), won)
    assert not tells_outcome(word_number(rng.normal(won * 1.0, 1)), won)


def test_a_field_filled_at_the_end_is_told_from_one_filled_at_once() -> None:
    assert is_filled_late(0.9, 0.3, 50)
    assert not is_filled_late(0.9, 0.85, 50)
    assert not is_filled_late(0.9, 0.0, 5)


def test_a_rule_reads_back_as_it_was_written() -> None:
    rule = Rule((Condition("size", "below", "25000"), Condition("source", "equals", "Web")), "decline")
    assert read_rule(write_conditions(rule), "decline") == rule
    assert rule.key == Rule(rule.conditions[::-1], "decline").key
    assert say_rule(rule, FACTS) == "amount below 25,000 and source is Web"


@pytest.mark.parametrize(
    "conditions",
    [
        (),
        (Condition("size", "below", "many"),),
        (Condition("size", "below", "inf"),),
        (Condition("nothing", "equals", "x"),),
        (Condition("warned", "equals", "perhaps"),),
        (Condition("size", "below", "1"), Condition("size", "at_least", "0")),
    ],
)
def test_a_rule_that_cannot_be_asked_is_refused(conditions: tuple[Condition, ...]) -> None:
    with pytest.raises(InputError):
        check_rule(Rule(conditions, "decline"), FACTS)


def test_a_back_test_counts_losses_avoided_and_wins_forgone() -> None:
    declined = np.array([True, True, True, False, False, False])
    won = np.array([False, False, True, True, False, True])
    value = np.array([10.0, np.nan, 5.0, 5.0, 10.0, 10.0])
    told = {one.name: one for one in measure_backtest(declined, won, value, np.array([1.0, 2, 3, 4, 5, 6]))}
    assert (told["declined"].amount, told["losses_avoided"].amount, told["wins_forgone"].amount) == (3, 2, 1)
    assert told["value_of_losses_avoided"].amount == 10
    assert told["value_of_wins_forgone"].total == 20
    assert told["hours_saved"].amount == 6
    share = told["losses_avoided"].share
    assert share is not None
    assert share.n == 3
    assert share.low < 2 / 3 < share.high


def test_thresholds_are_numbers_that_can_be_remembered() -> None:
    assert [round_edge(number) for number in (23_456.0, 7.0, 0.1234, 0.0)] == [23_000.0, 7.0, 0.12, 0.0]
