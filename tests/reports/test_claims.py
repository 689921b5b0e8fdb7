"""What is said of a signal and losing, word for word."""

from dataclasses import replace

from assay.reports.claims import say_comparison, say_verdict
from assay.reports.deal_file import Comparison

ASSOCIATED = Comparison(
    signal="people.x",
    lost_hit=70,
    lost_n=112,
    won_hit=21,
    won_n=60,
    lost_share=0.62,
    lost_share_low=0.53,
    lost_share_high=0.71,
    won_share=0.34,
    won_share_low=0.23,
    won_share_high=0.47,
    lift=1.82,
    lift_low=1.31,
    lift_high=2.44,
    p=0.001,
    q=0.008,
    asked=8,
    verdict="associated",
    more_needed=None,
    raw_lost_share=0.7,
    raw_won_share=0.6,
    answered_share=0.9,
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_an_association_is_said_with_interval_and_counts() -> None:
    assert plain(say_verdict(ASSOCIATED)) == (
        "Lost deals showed this 1.8 times as often as won deals of the same age and stage "
        "(95 % interval 1.3 to 2.4; 112 lost, 60 won). This is an association."
    )


def test_a_signal_that_goes_with_winning_is_said_the_same_way() -> None:
    rarer = replace(ASSOCIATED, lift=0.55, lift_low=0.4, lift_high=0.75)
    assert plain(say_verdict(rarer)).startswith("Lost deals showed this 0.55 times as often as won deals")


def test_an_association_without_a_ratio_gives_both_shares() -> None:
    none_won = replace(ASSOCIATED, lift=None, lift_low=None, lift_high=None, won_share=0.0)
    assert "62 % of the lost, 0 % of the won (112 lost, 60 won). This is an association." in plain(
        say_verdict(none_won)
    )


def test_no_difference_is_said_with_its_interval() -> None:
    same = replace(ASSOCIATED, verdict="no_difference", lift=1.02, lift_low=0.94, lift_high=1.11)
    text = plain(say_verdict(same))
    assert text.startswith("No difference between lost and won deals of the same age and stage shows")
    assert "(1.0 times; 95 % interval 0.94 to 1.1; 112 lost, 60 won)" in text


def test_too_few_deals_are_said_with_how_many_more_would_do() -> None:
    few = replace(ASSOCIATED, verdict="not_enough", more_needed=140)
    expected = (
        "Not enough to tell whether this goes with losing (112 lost, 60 won compared). "
        "With about 140 more closed deals a lift of 1.5 would be told from none 8 times in 10."
    )
    assert plain(say_verdict(few)) == expected


def test_a_finding_that_is_undecided_shows_both_sides_before_it_says_so() -> None:
    few = replace(ASSOCIATED, verdict="not_enough", more_needed=140)
    assert plain(say_comparison(few)) == (
        "70 of 112 comparable lost deals showed this at one age at least, against 21 of 60 won deals. At the same age "
        "and in the same stage it is 62 % of the lost (95 % interval 53 to 71 %) against 34 % of the won (23 to 47 %). "
        "Not enough to tell whether this goes with losing (112 lost, 60 won compared). "
        "With about 140 more closed deals a lift of 1.5 would be told from none 8 times in 10."
    )


def test_a_finding_for_which_nothing_could_be_compared_shows_no_shares() -> None:
    none = replace(ASSOCIATED, verdict="not_enough", lost_share=None, won_share=None, lost_n=0, lost_hit=0)
    assert plain(say_comparison(none)) == (
        "Not enough to tell whether this goes with losing (0 lost, 60 won compared)."
    )


def test_an_answer_out_of_sight_says_so() -> None:
    far = replace(ASSOCIATED, verdict="not_enough", more_needed=None)
    assert (
        "How many more closed deals it takes until a lift of 1.5 would be told from none 8 times in 10 is not in sight."
        in say_verdict(far)
    )


def test_a_finding_is_set_beside_both_shares() -> None:
    assert plain(say_comparison(ASSOCIATED)) == (
        "70 of 112 comparable lost deals showed this at one age at least, against 21 of 60 won deals. At the same age "
        "and in the same stage it is 62 % of the lost (95 % interval 53 to 71 %) against 34 % of the won (23 to 47 %). "
        "This is an association."
    )


def test_a_finding_that_was_not_compared_says_so() -> None:
    assert say_comparison(None) == "Not compared with other deals."
