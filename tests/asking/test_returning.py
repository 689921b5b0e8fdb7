"""Fitting moments after a loss."""

from datetime import date

from assay.asking.returning import APART_DAYS, News, plan_moments

YES, TODAY = date(2026, 3, 2), date(2026, 3, 3)


def test_without_a_yes_nothing_is_planned() -> None:
    assert plan_moments(None, TODAY, contract_ends=date(2027, 1, 1), budget_month=10) == []


def test_what_we_learned_is_told_after_two_months_on_a_working_day() -> None:
    (moment,) = plan_moments(YES, TODAY)
    assert (moment.kind, moment.due) == ("learned", date(2026, 5, 1))
    (later,) = plan_moments(YES, TODAY, holidays=[date(2026, 5, 1)])
    assert later.due == date(2026, 5, 4)  # the next working day after a holiday and a weekend


def test_the_contract_and_the_budget_come_before_their_day() -> None:
    found = plan_moments(YES, TODAY, contract_ends=date(2027, 6, 30), budget_month=10)
    assert [(one.kind, one.due) for one in found] == [
        ("learned", date(2026, 5, 1)),
        ("budget", date(2026, 8, 3)),
        ("contract", date(2027, 3, 2)),
    ]


def test_two_moments_are_never_near_each_other_and_the_more_fitting_stays() -> None:
    found = plan_moments(YES, TODAY, contract_ends=date(2026, 9, 10), news=[News("news 1", date(2026, 3, 3), "Ines")])
    assert [one.kind for one in found] == ["news", "contract"]  # 1 April and 13 May; 1 May lies too near
    days = [one.due for one in found]
    assert all((later - earlier).days >= APART_DAYS for earlier, later in zip(days, days[1:], strict=False))


def test_old_news_is_none() -> None:
    old = [News("news 1", date(2025, 6, 1), "Ines")]
    assert [one.kind for one in plan_moments(YES, TODAY, news=old)] == ["learned"]


def test_nothing_is_planned_for_a_day_that_has_passed() -> None:
    assert plan_moments(date(2025, 1, 1), TODAY) == []
    assert plan_moments(date(2025, 1, 1), TODAY, contract_ends=date(2026, 3, 1)) == []
