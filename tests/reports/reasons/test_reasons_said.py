"""The reasons of a deal in words: probabilities, intervals, associations at most, and that it cannot be told."""

import io
import re

import pytest
from rich.console import Console

from assay.reports.reasons.rows import DealReasons, Effect, HeldUp, Together, VerdictRow
from assay.reports.reasons.terminal import print_reasons

from .made_reasons import RUN, make_ground, make_reason, make_reasons, show

BUDGET = make_reason("no_budget", 0.82)
ACCESS = make_reason("no_access_to_power", 0.64, rank=2)
PRICE = make_reason("price_too_high", 0.31, rank=3)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_whole_set_is_said_as_the_wording_table_has_it() -> None:
    told = show(make_reasons(PRICE, BUDGET, ACCESS)).sentence
    assert plain(told) == (
        "Three reasons stand out; No budget (82 %) and No access to power (64 %) more than Price too high (31 %)."
    )


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("lost", "One reason stands out: No budget (82 %)."),
        ("no_decision", "One reason stands out: No budget (82 %)."),
        ("won", "One driver of losing stands out, and the deal was won all the same: No budget (82 %)."),
        ("open", "One driver stands out as at work now: No budget (82 %)."),
    ],
)
def test_each_outcome_has_words_of_its_own(outcome: str, told: str) -> None:
    assert plain(show(make_reasons(BUDGET), outcome).sentence) == told


def test_where_none_stands_out_it_cannot_be_told_and_the_buyer_is_to_be_asked() -> None:
    view = show(make_reasons(PRICE, standing="cannot_tell"))
    assert plain(view.sentence) == (
        "Which reasons had a part cannot be told: none stands out. "
        "The likeliest is Price too high (31 %, 95 % interval 21 to 41 %)."
    )
    assert "ask for a debrief" in view.ask
    assert [one.is_main for one in view.shown] == [False]


def test_what_the_verdict_leaves_untold_is_never_said_to_stand_out() -> None:
    view = show(make_reasons(BUDGET, standing="cannot_tell"))
    assert "cannot be told" in view.sentence


def test_too_little_on_record_is_said_and_shows_no_figure() -> None:
    view = show(make_reasons(standing="too_little"))
    assert view.sentence == "Too little is on record to tell any reason of this deal."
    assert (view.caution, view.csv_href, view.shown) == ("", "", ())


def test_wide_intervals_are_said_to_be_unsure() -> None:
    view = show(make_reasons(make_reason("reputation", 0.6, p_low=0.05), make_reason("usability", 0.55, p_low=0.1)))
    assert "None of them is sure: every interval reaches down to 10 % or below." in plain(view.sentence)


def test_no_words_claim_what_brought_a_loss_about() -> None:
    rows = (make_reason("price_too_high", 0.8, stated_by_rep=True, p_record=0.1), ACCESS, PRICE)
    effects = {"price_too_high": Effect(400, 80, 1.6, 1.2, 2.1, "associated")}
    out = io.StringIO()
    for outcome in ("lost", "won", "open"):
        print_reasons(Console(file=out, width=100), show(make_reasons(*rows, effects=effects), outcome))
    assert not re.search(r"because|caused|led to|you lost", out.getvalue())
    assert "association" in out.getvalue()


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (
            "associated",
            "Across 400 ended deals followed week by week, those with it were lost 1.6 times as often, "
            "95 % interval 1.2 to 2.1. This is an association.",
        ),
        (
            "not_enough",
            "Across 400 ended deals it cannot be told whether it goes with losing "
            "(1.6 times as often, 95 % interval 1.2 to 2.1).",
        ),
        (
            "not_associated",
            "Across 400 ended deals it does not show that it goes with losing "
            "(1.6 times as often, 95 % interval 1.2 to 2.1).",
        ),
    ],
)
def test_what_goes_with_a_driver_across_deals_has_its_n_and_interval(verdict: str, told: str) -> None:
    effects = {"no_budget": Effect(400, 80, 1.6, 1.2, 2.1, verdict)}
    (one,) = show(make_reasons(BUDGET, effects=effects)).shown
    assert plain(one.strength) == told


def test_a_rep_who_names_price_alone_is_weak_evidence_with_how_often_it_held_up() -> None:
    price = make_reason("price_too_high", 0.35, stated_by_rep=True, p_record=0.08)
    held = {"price_too_high": HeldUp(n=41, borne_out=12, heard=20, agreed=5, audited=10, found=3)}
    view = show(make_reasons(price, BUDGET, held=held))
    assert "weak evidence" in view.weak_text
    (weak,) = view.weak
    told = plain(weak)
    assert told.startswith("Price too high was named by the rep, and nothing else; nothing in the record supports it.")
    # Wilson 1927: 12 of 41
    assert "Of 41 other ended deals in which a rep named it" in told
    assert "that it was there in 12 (95 % interval 18 to 44 %)" in told
    assert "Of 20 in which the buyer was heard, the buyer named it in 5" in told
    assert "Of 10 that were audited, the audit found it in 3" in told


def test_with_few_deals_how_often_such_a_word_held_up_cannot_be_told() -> None:
    price = make_reason("price_too_high", 0.35, stated_by_rep=True, p_record=0.08)
    (weak,) = show(make_reasons(price, held={"price_too_high": HeldUp(n=4, borne_out=4)})).weak
    assert "cannot be told: reps named it in 4 other ended deals" in plain(weak)


def test_what_else_supports_a_named_driver_is_not_denied() -> None:
    price = make_reason("price_too_high", 0.35, stated_by_rep=True, p_record=0.2)
    ground = make_ground("price_too_high", side="buyer")
    (weak,) = show(make_reasons(price, grounds=(ground,))).weak
    assert "the record alone gives it 20 %" in plain(weak)
    assert "nothing in the record" not in weak


def test_a_word_that_the_record_bears_out_is_not_called_weak() -> None:
    assert show(make_reasons(make_reason("price_too_high", 0.8, stated_by_rep=True))).weak == ()


def test_reasons_of_an_earlier_run_say_so() -> None:
    assert "earlier run" in show(make_reasons(BUDGET, made_of="run-1")).note
    assert show(make_reasons(BUDGET)).note == ""


def test_reasons_not_worked_out_yet_are_said_to_be_due() -> None:
    view = show(DealReasons())
    assert "not done yet" in view.note
    assert (view.sentence, view.shown) == ("", ())


def test_an_open_deal_is_asked_what_would_settle_it_and_has_no_truth_gap() -> None:
    rows = [make_reason("price_too_high", 0.5, view="open"), make_reason("usability", 0.9, view="open")]
    view = show(make_reasons(*rows, gap="part"), "open")
    assert view.questions == ("How do you weigh cost against worth in this decision?",)
    assert (view.gap, view.accounts, view.weak) == (None, None, ())


def test_drivers_that_go_together_across_deals_are_shown_together() -> None:
    pair = Together(frozenset(("no_budget", "no_access_to_power")), 2.1, 1.4, 3.0, 38)
    first, second = show(make_reasons(BUDGET, ACCESS, together=(pair,))).shown
    assert plain(first.together) == (
        "Occurs together with No access to power "
        "(2.1 times as often as by chance, 95 % interval 1.4 to 3.0, 38 lost deals)."
    )
    assert "No budget" in second.together
    (alone,) = show(make_reasons(BUDGET, together=(pair,))).shown
    assert alone.together == ""


@pytest.mark.parametrize("gap", ["all", "part", "none", "not_asked", "not_audited"])
def test_the_truth_gap_has_its_rule_beside_it(gap: str) -> None:
    view = show(make_reasons(BUDGET, gap=gap))
    assert view.gap is not None
    assert view.gap.short == gap.replace("_", " ")
    assert "independent audit" in view.gap.rule


def test_the_three_accounts_stand_side_by_side_with_where_they_differ() -> None:
    price = make_reason("price_too_high", 0.4, stated_by_rep=True, p_record=0.2)
    access = make_reason("no_access_to_power", 0.7, stated_by_rep=True, stated_by_buyer=True)
    view = show(make_reasons(price, access)).accounts
    assert view is not None
    rows = {one.name: (one.rep, one.buyer, plain(one.record), one.is_apart) for one in view.rows}
    assert rows == {
        "No access to power": ("named", "named", "likely (70 %)", False),
        "Price too high": ("named", "not named", "not likely (20 %)", True),
    }
    assert "All accounts hold No access to power." in view.sentence
    assert "Only the rep names Price too high." in view.sentence


def test_a_buyer_who_was_not_heard_does_not_differ() -> None:
    view = show(make_reasons(make_reason("usability", 0.7, stated_by_rep=True))).accounts
    assert view is not None
    assert [(one.buyer, one.is_apart) for one in view.rows] == [("no reason on record", False)]
    assert "The buyer was not heard, or named no reason." in view.sentence


def test_an_audit_has_a_column_of_its_own() -> None:
    reasons = make_reasons(make_reason("usability", 0.7, stated_by_rep=True))
    verdict = VerdictRow("look_back", "told", "none", True, ("usability",), (), (), ("indecision",))
    view = show(DealReasons(reasons.rows, verdict=verdict, made_of=RUN.run_id)).accounts
    assert view is not None
    assert {one.name: one.audit for one in view.rows} == {"Usability": "not found", "Indecision": "found"}


def test_a_line_on_the_terminal_holds_probability_and_interval_at_their_places() -> None:
    out = io.StringIO()
    print_reasons(
        Console(file=out, width=100), show(make_reasons(make_reason("usability", 0.6, p_low=0.2, p_high=0.8)))
    )
    line = next(line for line in out.getvalue().splitlines() if "█" in line)
    bar = re.search(r"[·├─█┤]+", line)
    assert bar is not None
    assert len(bar[0]) == 26
    assert (bar[0].index("├"), bar[0].index("█"), bar[0].index("┤")) == (5, 15, 20)
