"""Who may see which deals."""

from datetime import timedelta

from django.utils import timezone

from assay.reports.catalogue.scope import NOTHING
from assay.web.people.models import Grant, TeamSeller, User
from assay.web.scoping import find_scope
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, Staff


def _grant(user: User, days: int, *, revoked: bool = False) -> Grant:
    now = timezone.now()
    return Grant.objects.create(
        user=user,
        deal_id=7,
        deal_name="Seven",
        reason=Grant.Reason.PEER,
        granted_by=user,
        expires_at=now + timedelta(days=days),
        revoked_at=now if revoked else None,
    )


def test_a_rep_sees_the_own_deals_and_patterns_of_the_team(staff: Staff) -> None:
    scope = find_scope(staff.anna)
    assert scope.sellers == {ANNA_SELLER}
    assert scope.team_sellers == {ANNA_SELLER, BEN_SELLER}
    assert scope.holds(1, ANNA_SELLER)
    assert not scope.holds(1, BEN_SELLER)
    assert not scope.holds(1, None)


def test_a_manager_sees_the_team_and_all_teams_within_it(staff: Staff) -> None:
    assert find_scope(staff.nora).sellers == {ANNA_SELLER, BEN_SELLER}
    assert find_scope(staff.max).sellers == {ANNA_SELLER, BEN_SELLER, SARA_SELLER}
    assert not find_scope(staff.sven).holds(1, ANNA_SELLER)


def test_a_seller_without_an_account_belongs_to_the_team_it_is_placed_in(staff: Staff) -> None:
    TeamSeller.objects.create(team=staff.sven.team, seller_id=202, name="Gone")
    assert 202 in find_scope(staff.sven).sellers
    assert 202 in find_scope(staff.max).sellers
    assert 202 not in find_scope(staff.nora).sellers


def test_an_analyst_and_an_administrator_see_all(staff: Staff) -> None:
    assert find_scope(staff.analyst).everything
    assert find_scope(staff.administrator).holds(1, None)


def test_a_grant_opens_one_deal_until_it_ends_or_is_taken_back(staff: Staff) -> None:
    _grant(staff.sara, days=1)
    _grant(staff.ben, days=-1)
    _grant(staff.anna, days=1, revoked=True)
    assert find_scope(staff.sara).holds(7, ANNA_SELLER)
    assert not find_scope(staff.sara).holds(8, ANNA_SELLER)
    assert not find_scope(staff.ben).holds(7, ANNA_SELLER + 5)
    assert not find_scope(staff.anna).holds(7, BEN_SELLER)


def test_who_may_no_longer_sign_in_sees_nothing(staff: Staff) -> None:
    staff.analyst.is_active = False
    assert find_scope(staff.analyst) == NOTHING


def test_a_team_that_is_part_of_itself_is_walked_once(staff: Staff) -> None:
    top = staff.max.team
    assert top is not None
    top.parent = staff.nora.team
    top.save()
    assert find_scope(staff.max).sellers == {ANNA_SELLER, BEN_SELLER, SARA_SELLER}
