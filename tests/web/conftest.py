"""People of each role, in two teams, for tests of pages."""

from dataclasses import dataclass

import pytest
from django.test import Client

from assay.web.people.models import Role, SellerLink, Team, User

PASSWORD = "correct horse battery"  # noqa: S105

#: sellers of the record: those of the north team, and one of the south
ANNA_SELLER, BEN_SELLER, SARA_SELLER = 101, 102, 201


@dataclass(frozen=True)
class Staff:
    """anna and ben are reps in the north, nora their manager, max manages all; sara and sven are the south's."""

    anna: User
    ben: User
    nora: User
    max: User
    sara: User
    sven: User
    analyst: User
    administrator: User


@pytest.fixture
def staff(db: None) -> Staff:
    """One user of each role and place."""
    all_ = Team.objects.create(name="All")
    north, south = (Team.objects.create(name=name, parent=all_) for name in ("North", "South"))

    def make(name: str, role: Role, team: Team | None, seller: int | None = None) -> User:
        user = User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title(), role=role, team=team)
        if seller:
            SellerLink.objects.create(user=user, seller_id=seller, name=name.title())
        return user

    return Staff(
        anna=make("anna", Role.REP, north, ANNA_SELLER),
        ben=make("ben", Role.REP, north, BEN_SELLER),
        nora=make("nora", Role.MANAGER, north),
        max=make("max", Role.MANAGER, all_),
        sara=make("sara", Role.REP, south, SARA_SELLER),
        sven=make("sven", Role.MANAGER, south),
        analyst=make("analyst", Role.ANALYST, None),
        administrator=make("administrator", Role.ADMINISTRATOR, None),
    )


@pytest.fixture
def stranger() -> Client:
    """A browser in which nobody is signed in."""
    return Client()


def sign_in(user: User) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
