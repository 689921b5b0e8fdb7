"""What came back to letters, counted."""

from datetime import date, timedelta

from assay.asking.letters import Letter, count_letters

TODAY = date(2026, 6, 1)
LONG_AGO, LATELY = TODAY - timedelta(days=40), TODAY - timedelta(days=3)


def test_each_letter_counts_once_by_the_most_that_came_back() -> None:
    letters = [
        Letter(LONG_AGO, ["reply", "more_senior"]),
        Letter(LONG_AGO, ["nothing", "call"]),
        Letter(LONG_AGO, ["reply"]),
        Letter(LONG_AGO),
    ]
    counted = count_letters(letters, TODAY)
    assert counted.counts == {"more_senior": 1, "call": 1, "reply": 1, "nothing": 1}
    assert counted.answered is not None
    assert (counted.answered.mid, counted.answered.n) == (0.75, 4)


def test_a_letter_that_went_lately_is_waited_for_and_in_no_share() -> None:
    counted = count_letters([Letter(LATELY), Letter(LATELY, ["reply"]), Letter(LONG_AGO)], TODAY)
    assert (counted.sent, counted.waiting) == (3, 1)
    assert counted.answered is not None
    assert counted.answered.n == 2


def test_of_no_letter_there_is_no_share() -> None:
    counted = count_letters([], TODAY)
    assert (counted.sent, counted.answered, counted.shares["reply"]) == (0, None, None)


def test_a_deal_that_came_alive_again_is_counted_beside() -> None:
    assert count_letters([Letter(LONG_AGO, ["reply"], is_revived=True)], TODAY).revived == 1
