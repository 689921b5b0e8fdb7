"""Invitations: made by administrators, accepted once by whom they name."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from assay.web.people.inviting import read_addresses
from assay.web.people.log import LogEntry
from assay.web.people.models import Invitation, SellerLink, User
from web.conftest import Staff, sign_in
from web.people.conftest import NORA_SELLER

PASSWORD = "four words of mine"  # noqa: S105


def _invite(staff: Staff, people: str, **more: object) -> int:
    data = {"people": people, "role": "rep", "team": "", **more}
    return sign_in(staff.administrator).post("/people/invitations", data).status_code


def _find_link(number: int = -1) -> str:
    (path,) = re.findall(r"http://localhost:8000(/people/join/\S+)", str(mail.outbox[number].body))
    return str(path)


def _join(path: str, name: str = "Zoe", password: str = PASSWORD, client: Client | None = None) -> int:
    return (client or Client()).post(path, {"name": name, "password": password, "again": password}).status_code


def test_a_pasted_list_is_read_however_it_is_written() -> None:
    found, broken = read_addresses('Anna Berg <Anna@Example.org>\nben@example.org; "C, D" x\n\nanna@example.org,')
    assert found == [("anna@example.org", "Anna Berg"), ("ben@example.org", "")]
    assert broken == ['"C', 'D" x']


def test_an_invitation_leads_to_a_signed_in_user_of_its_role_and_team(staff: Staff) -> None:
    north = staff.anna.team
    assert north is not None
    assert _invite(staff, "Zoe Hill <zoe@example.org>", role="manager", team=north.pk) == 302
    (letter,) = mail.outbox
    assert letter.to == ["zoe@example.org"]
    client = Client()
    assert "Zoe Hill" in client.get(_find_link()).content.decode()
    assert _join(_find_link(), "Zoe H", client=client) == 302
    user = User.objects.get(email="zoe@example.org")
    assert (user.name, user.role, user.team) == ("Zoe H", "manager", north)
    assert client.get("/people/me").status_code == 200
    assert LogEntry.objects.filter(act="accepted", kind="invitation", what=user.email).count() == 1


def test_the_link_serves_once(staff: Staff) -> None:
    _invite(staff, "zoe@example.org")
    path = _find_link()
    assert _join(path) == 302
    assert _join(path) == 410
    page = Client().get(path)
    assert "was used" in page.content.decode()
    assert User.objects.filter(email="zoe@example.org").count() == 1


def test_the_link_is_not_kept(staff: Staff) -> None:
    _invite(staff, "zoe@example.org")
    token = _find_link().rpartition("/")[2]
    assert Invitation.objects.get().token_hash not in token
    assert token not in str(list(Invitation.objects.values()))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expires_at": timezone.now() - timedelta(minutes=1)}, "too old"),
        ({"revoked_at": timezone.now()}, "taken back"),
    ],
)
def test_a_link_that_is_over_says_why(staff: Staff, change: dict[str, object], said: str) -> None:
    _invite(staff, "zoe@example.org")
    Invitation.objects.update(**change)
    answer = Client().get(_find_link())
    assert (answer.status_code, said in answer.content.decode()) == (410, True)
    assert _join(_find_link()) == 410
    assert not User.objects.filter(email="zoe@example.org").exists()


def test_a_link_that_never_was_says_so(db: None) -> None:
    answer = Client().get("/people/join/nonsense")
    assert (answer.status_code, "no such invitation" in answer.content.decode()) == (410, True)


def test_sending_again_makes_the_earlier_link_void(staff: Staff) -> None:
    _invite(staff, "zoe@example.org")
    Invitation.objects.update(made_at=timezone.now() - timedelta(hours=1))
    invitation = Invitation.objects.get()
    sign_in(staff.administrator).post(f"/people/invitations/{invitation.pk}/again")
    assert _join(_find_link(0)) == 410
    assert _join(_find_link(1)) == 302


def test_a_double_press_sends_one_letter(staff: Staff) -> None:
    client = sign_in(staff.administrator)
    for _ in range(2):
        client.post("/people/invitations", {"people": "zoe@example.org", "role": "rep", "team": ""})
    assert len(mail.outbox) == 1
    assert _join(_find_link()) == 302


def test_taking_back_ends_it(staff: Staff) -> None:
    _invite(staff, "zoe@example.org")
    sign_in(staff.administrator).post(f"/people/invitations/{Invitation.objects.get().pk}/revoke")
    assert _join(_find_link()) == 410


def test_who_is_a_user_already_is_not_invited(staff: Staff) -> None:
    _invite(staff, "ANNA@example.org\nzoe@example.org")
    assert [letter.to for letter in mail.outbox] == [["zoe@example.org"]]


@pytest.mark.parametrize("people", ["", "   ", "not an address", "a@b\nzoe@example.org", "x" * 70_000])
def test_a_list_that_cannot_be_read_sends_nothing_and_says_so(staff: Staff, people: str) -> None:
    assert _invite(staff, people) == 422
    assert mail.outbox == []


def test_a_letter_server_that_is_away_is_told(staff: Staff, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    answer = sign_in(staff.administrator).post(
        "/people/invitations", {"people": "zoe@example.org", "role": "rep", "team": ""}, follow=True
    )
    assert "did not take the letters to zoe@example.org" in answer.content.decode()
    assert Invitation.objects.get().is_standing


@pytest.mark.parametrize("password", ["short", "password1234", "zoe@example.org"])
def test_a_password_that_is_easily_guessed_is_refused(staff: Staff, password: str) -> None:
    _invite(staff, "zoe@example.org")
    assert _join(_find_link(), password=password) == 422
    assert not User.objects.filter(email="zoe@example.org").exists()


def test_two_passwords_that_differ_are_refused(staff: Staff) -> None:
    _invite(staff, "zoe@example.org")
    data = {"name": "Zoe", "password": PASSWORD, "again": PASSWORD + "!"}
    assert Client().post(_find_link(), data).status_code == 422


def test_who_is_signed_in_does_not_join_as_somebody_else(staff: Staff) -> None:
    _invite(staff, "zoe@example.org")
    assert _join(_find_link(), client=sign_in(staff.ben)) == 409
    assert Invitation.objects.get().is_standing


@pytest.mark.usefixtures("record")
def test_who_joins_is_the_seller_of_the_same_address(staff: Staff) -> None:
    staff.nora.email = "other@example.org"
    staff.nora.save()
    _invite(staff, "nora@example.org")
    _join(_find_link())
    assert SellerLink.objects.get(seller_id=NORA_SELLER).user.email == "nora@example.org"
