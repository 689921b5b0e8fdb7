"""The pages of webhooks: for administrators alone, each change logged, and safe from two windows."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assay.store.home import Home, change_settings, open_home
from assay.web.people.log import LogEntry
from assay.web.webhooks.announcing import announce
from assay.web.webhooks.events import NAMES
from assay.web.webhooks.expiring import list_old_events, remove_old_events
from assay.web.webhooks.models import Delivery, Endpoint, Event, OffWhy, State
from assay.web.webhooks.secrets import list_secrets, read_secret
from assay.web.webhooks.sending import send_due
from assay.web.webhooks.today import list_stopped
from web.conftest import Staff, sign_in
from web.webhooks.conftest import MakeEndpoint
from webhook_receiver import Receiver

LIST = "/settings/webhooks/"


@pytest.fixture
def admin(staff: Staff, home: Home) -> Client:
    """An administrator who is signed in."""
    return sign_in(staff.administrator)


def _make(client: Client, url: str, **told: Any) -> Any:
    sent = {"url": url, "description": "Sales channel", "events": ["play.made", "play.called"], **told}
    return client.post(f"{LIST}new/", sent)


def _list_logged() -> list[tuple[str, str]]:
    return list(LogEntry.objects.filter(kind="webhook").order_by("id").values_list("act", "what"))


def test_an_address_is_made_and_its_secret_shown_this_once(admin: Client, receiver: Receiver) -> None:
    page = _make(admin, f"{receiver.url}/hook").text
    endpoint = Endpoint.objects.get()
    secret = read_secret(endpoint)
    assert secret in page
    assert endpoint.events == ["play.made", "play.called"]
    for address in (LIST, f"{LIST}{endpoint.pk}/", f"{LIST}{endpoint.pk}/edit/"):
        assert secret not in admin.get(address).text
    assert _list_logged() == [("made", "Sales channel")]
    assert secret not in str(list(LogEntry.objects.values_list("detail", flat=True)))


def test_the_secret_stands_nowhere_in_the_database(admin: Client, receiver: Receiver) -> None:
    _make(admin, f"{receiver.url}/hook")
    endpoint = Endpoint.objects.get()
    kept = str({name: getattr(endpoint, name) for name in ("salt", "begins", "previous_salt")})
    assert read_secret(endpoint) not in kept
    assert len(endpoint.begins) == 10


def test_a_double_click_makes_one_address_and_shows_its_secret(admin: Client, receiver: Receiver) -> None:
    pages = [_make(admin, f"{receiver.url}/hook").text for _ in range(2)]
    assert read_secret(Endpoint.objects.get()) in pages[1]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://example.org/hook", "begins with https://"),
        ("https://10.1.2.3/hook", "lies in a network of your own"),
        ("https://localhost/hook", "lies in a network of your own"),
        ("https://169.254.169.254/latest/meta-data", "Nothing is ever sent to"),
        ("https://no-such-host.invalid/", "Nobody knows the host"),
        ("https://me:word@example.org/", "do not belong in the address"),
        ("mailto:me@example.org", "no address that can be used"),
    ],
)
def test_an_address_that_must_not_be_told_is_refused_as_it_is_typed(admin: Client, url: str, said: str) -> None:
    answer = _make(admin, url)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Endpoint.objects.exists()


def test_events_that_there_are_not_are_refused(admin: Client, receiver: Receiver) -> None:
    assert _make(admin, receiver.url, events=["play.made", "deal.secret"]).status_code == 422
    assert _make(admin, receiver.url, events=[]).status_code == 422


def test_a_test_is_sent_at_once_and_its_answer_shown(admin: Client, endpoint: Endpoint, receiver: Receiver) -> None:
    receiver.answer = b"taken <b>well</b>"
    page = admin.post(f"{LIST}{endpoint.pk}/test/", follow=True).text
    assert "taken &lt;b&gt;well&lt;/b&gt;" in page
    assert b'"type":"ping"' in receiver.taken[0].body
    assert [act for act, _ in _list_logged()] == ["sent"]


def test_a_test_that_fails_changes_nothing_about_the_address(
    admin: Client, endpoint: Endpoint, receiver: Receiver
) -> None:
    receiver.statuses = [410]
    page = admin.post(f"{LIST}{endpoint.pk}/test/", follow=True).text
    assert "410: it was refused" in page
    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.failing_since) == (True, None)
    assert send_due(endpoint.pk) == 0


def test_while_all_is_off_no_test_is_sent_and_the_page_says_so(
    admin: Client, endpoint: Endpoint, receiver: Receiver, home: Home
) -> None:
    change_settings(home, {"webhooks": ""})
    page = admin.post(f"{LIST}{endpoint.pk}/test/", follow=True).text
    assert "Switch them on first." in page
    assert "Webhooks are switched off" in admin.get(LIST).text
    assert receiver.taken == []


def test_a_change_over_an_old_page_says_what_it_is_now_and_then_is_made(
    admin: Client, endpoint: Endpoint, receiver: Receiver
) -> None:
    Endpoint.objects.update(version=2, description="Changed meanwhile")
    sent = {"url": endpoint.url, "description": "Mine", "events": ["run.finished", "play.made"], "version": 1}
    answer = admin.post(f"{LIST}{endpoint.pk}/edit/", sent)
    assert answer.status_code == 422
    assert "Changed meanwhile" in answer.text
    form = answer.context["form"]
    assert (form["version"].value(), form["events"].value()) == ("2", ["run.finished", "play.made"])
    admin.post(f"{LIST}{endpoint.pk}/edit/", sent | {"version": 2})
    endpoint.refresh_from_db()
    assert (endpoint.description, endpoint.events) == ("Mine", ["play.made", "run.finished"])
    assert LogEntry.objects.get(kind="webhook").detail["fields"] == ["description", "events"]


def test_how_long_an_old_address_failed_is_not_held_against_the_new_one(admin: Client, endpoint: Endpoint) -> None:
    since = timezone.now() - timedelta(days=4, hours=23)
    Endpoint.objects.update(failing_since=since, failed_at=timezone.now())
    sent = {"url": f"{endpoint.url}/", "description": "Mine", "events": ["run.finished"], "version": endpoint.version}
    admin.post(f"{LIST}{endpoint.pk}/edit/", sent)
    endpoint.refresh_from_db()
    assert (endpoint.url, endpoint.failing_since) == (sent["url"], None)


def test_a_new_secret_signs_beside_the_one_before_for_a_day(admin: Client, endpoint: Endpoint) -> None:
    before = read_secret(endpoint)
    page = admin.post(f"{LIST}{endpoint.pk}/secret/", {"seen": endpoint.version}).text
    endpoint.refresh_from_db()
    assert read_secret(endpoint) in page
    assert list_secrets(endpoint) == [read_secret(endpoint), before]
    assert list_secrets(endpoint, timezone.now() + timedelta(hours=24, minutes=1)) == [read_secret(endpoint)]


def test_a_double_click_makes_one_new_secret_and_an_old_page_none(admin: Client, endpoint: Endpoint) -> None:
    for _ in range(2):
        page = admin.post(f"{LIST}{endpoint.pk}/secret/", {"seen": 1}).text
    endpoint.refresh_from_db()
    assert (endpoint.version, read_secret(endpoint) in page) == (2, True)
    Endpoint.objects.update(rotated_at=timezone.now() - timedelta(hours=1))
    assert admin.post(f"{LIST}{endpoint.pk}/secret/", {"seen": 1}).status_code == 302
    assert Endpoint.objects.get().version == 2


def test_switched_off_what_waits_is_withheld_and_can_be_sent_again_later(
    admin: Client, endpoint: Endpoint, receiver: Receiver
) -> None:
    announce("play.made", {})
    admin.post(f"{LIST}{endpoint.pk}/switch/", {"seen": 1, "act": "off"})
    delivery = Delivery.objects.get()
    assert delivery.state == State.WITHHELD
    again = f"{LIST}deliveries/{delivery.pk}/again/"
    assert "Switch it on first." in admin.post(again, follow=True).text
    admin.post(f"{LIST}{endpoint.pk}/switch/", {"seen": 2, "act": "on"})
    admin.post(again)
    send_due(endpoint.pk)
    assert [one.headers["webhook-id"] for one in receiver.taken] == [delivery.event_id]
    assert [act for act, _ in _list_logged()] == ["stopped", "started", "sent"]


def test_what_is_given_up_is_sent_again_from_the_beginning(
    admin: Client, endpoint: Endpoint, receiver: Receiver
) -> None:
    announce("play.made", {})
    Delivery.objects.update(state=State.GIVEN_UP, attempts=9, next_at=None)
    address = f"{LIST}deliveries/{Delivery.objects.get().pk}/again/"
    admin.post(address)
    assert Delivery.objects.get().attempts == 0
    assert "on its way already" in admin.post(address, follow=True).text
    send_due(endpoint.pk)
    assert Delivery.objects.get().state == State.ARRIVED


def test_an_address_is_removed_with_its_deliveries_and_by_a_second_press_nothing_breaks(
    admin: Client, endpoint: Endpoint
) -> None:
    announce("play.made", {})
    assert admin.post(f"{LIST}{endpoint.pk}/remove/", {"seen": 7}).url == f"{LIST}{endpoint.pk}/"
    for _ in range(2):
        assert admin.post(f"{LIST}{endpoint.pk}/remove/", {"seen": 1}).url == LIST
    assert not Delivery.objects.exists()
    assert _list_logged() == [("removed", "Sales channel")]


def test_the_list_of_deliveries_has_pages_and_shows_what_failed(admin: Client, endpoint: Endpoint) -> None:
    for _ in range(35):
        announce("play.made", {})
    failed = Delivery.objects.first()
    assert failed is not None
    Delivery.objects.filter(pk=failed.pk).update(state=State.GIVEN_UP, problem="late", attempts=9)
    first = admin.get(f"{LIST}{endpoint.pk}/")
    assert len(first.context["deliveries"]) == 30
    assert len(admin.get(f"{LIST}{endpoint.pk}/?page=2").context["deliveries"]) == 5
    only = admin.get(f"{LIST}{endpoint.pk}/?state=failed")
    assert [one.delivery.pk for one in only.context["deliveries"]] == [failed.pk]
    assert "no answer within ten seconds" in only.text
    assert "None is so" in admin.get(f"{LIST}{endpoint.pk}/?state=arrived").text
    assert admin.get(f"{LIST}{endpoint.pk}/?state=nonsense&page=zz").status_code == 200


def test_nobody_but_administrators_sees_or_changes_anything(endpoint: Endpoint, staff: Staff) -> None:
    announce("play.made", {})
    number = Delivery.objects.get().pk
    seen = [LIST, f"{LIST}new/", f"{LIST}{endpoint.pk}/", f"{LIST}{endpoint.pk}/edit/", f"{LIST}deliveries/{number}/"]
    done = [f"{LIST}{endpoint.pk}/{act}/" for act in ("secret", "switch", "remove", "test")]
    for user in (staff.anna, staff.ben, staff.nora, staff.sven, staff.analyst):
        client = sign_in(user)
        assert {client.get(address).status_code for address in [*seen, f"{LIST}sending/"]} == {403}
        assert {client.post(address, {"seen": 1}).status_code for address in done} == {403}
        assert client.post(f"{LIST}deliveries/{number}/again/").status_code == 403
    assert Endpoint.objects.get().version == 1


def test_an_address_that_switched_itself_off_stands_on_the_page_of_today_until_somebody_decides(
    admin: Client, endpoint: Endpoint, staff: Staff, rf: Any
) -> None:
    Endpoint.objects.update(is_active=False, off_why=OffWhy.GONE, off_at=timezone.now())
    request = rf.get("/")
    request.user = staff.anna
    assert list_stopped(request, None) is None  # type: ignore[arg-type]
    request.user = staff.administrator
    section = list_stopped(request, None)  # type: ignore[arg-type]
    assert section is not None
    assert [(one.label, one.address) for one in section.lines] == [("Sales channel", f"{LIST}{endpoint.pk}/")]
    assert "Leave it off" in admin.get(f"{LIST}{endpoint.pk}/").text
    admin.post(f"{LIST}{endpoint.pk}/switch/", {"seen": 1, "act": "off"})
    assert list_stopped(request, None) is None  # type: ignore[arg-type]


def test_the_setting_is_told_before_it_is_saved_and_takes_bare_hosts(admin: Client, endpoint: Endpoint) -> None:
    page = admin.get(f"{LIST}sending/")
    sent = {"webhook_hosts": "Hooks.Intern.example, 127.0.0.1", "version": page.context["form"].initial["version"]}
    assert "Nothing is told to other programs." in admin.post(f"{LIST}sending/", {**sent, "act": "preview"}).text
    told = admin.post(f"{LIST}sending/", {**sent, "webhooks": "on", "act": "preview"}).text
    assert f"Told are: {endpoint.host}." in told
    wrong = {**sent, "webhook_hosts": "https://hooks.intern.example/"}
    assert admin.post(f"{LIST}sending/", wrong).status_code == 422
    admin.post(f"{LIST}sending/", {**sent, "webhooks": "on", "act": "save"})
    assert open_home().settings["webhook_hosts"] == "hooks.intern.example, 127.0.0.1"


def test_what_was_told_goes_with_the_days_that_it_is_kept_but_not_while_it_is_on_its_way(
    make_endpoint: MakeEndpoint,
) -> None:
    make_endpoint()
    for _ in range(3):
        announce("play.made", {})
    Event.objects.update(made_at=timezone.now() - timedelta(days=40))
    Delivery.objects.filter(pk__in=Delivery.objects.values("pk")[:2]).update(state=State.ARRIVED)
    edge = timezone.now() - timedelta(days=30)
    assert list_old_events(edge).count() == 2
    assert (remove_old_events(edge), Event.objects.count()) == (2, 1)


def test_every_page_speaks_german(staff: Staff, endpoint: Endpoint, receiver: Receiver) -> None:
    staff.administrator.language = "de"
    staff.administrator.save()
    client = sign_in(staff.administrator)
    assert "Jede Nachricht ist signiert" in client.get(LIST).text
    assert "ein Deal so endete" in client.get(f"{LIST}new/").text
    receiver.statuses = [500]
    assert "500: es wurde abgelehnt" in client.post(f"{LIST}{endpoint.pk}/test/", follow=True).text


def test_every_type_of_event_can_be_chosen(admin: Client) -> None:
    page = admin.get(f"{LIST}new/").text
    assert all(f'value="{name}"' in page for name in NAMES)
