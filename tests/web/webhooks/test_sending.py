"""From an event to its arrival: signed, once, tried again, and given up."""

import json
import socket
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assay.outside.webhooks.signing import sign_message
from assay.store.home import Home, change_settings
from assay.web.people.log import LogEntry
from assay.web.webhooks import attempting
from assay.web.webhooks.announcing import announce, announce_once
from assay.web.webhooks.attempting import Tried
from assay.web.webhooks.concluding import MOST_ATTEMPTS, WAITS, conclude_attempt, find_wait, give_up_abandoned
from assay.web.webhooks.models import Delivery, Endpoint, Event, OffWhy, State
from assay.web.webhooks.secrets import list_secrets, read_secret
from assay.web.webhooks.sending import LEASE, claim_delivery, send_due
from web.webhooks.conftest import MakeEndpoint
from webhook_receiver import Receiver, receive


@pytest.fixture
def event(endpoint: Endpoint) -> Event:
    """Of a play, for the one address."""
    made = announce("play.made", {"play": {"id": 7}})
    assert made is not None
    return made


def _make_due(delivery: Delivery | None = None) -> None:
    rows = Delivery.objects.filter(pk=delivery.pk) if delivery else Delivery.objects.all()
    rows.filter(state=State.WAITING).update(next_at=timezone.now())


def test_an_event_arrives_signed_so_that_its_receiver_can_check_it(
    event: Event, endpoint: Endpoint, receiver: Receiver
) -> None:
    assert send_due(endpoint.pk) == 1
    (taken,) = receiver.taken
    at = int(taken.headers["webhook-timestamp"])
    assert abs(at - timezone.now().timestamp()) < 60
    assert taken.headers["webhook-id"] == event.pk
    assert taken.headers["webhook-signature"] == sign_message([read_secret(endpoint)], event.pk, at, taken.body)
    told = json.loads(taken.body)
    assert (told["type"], told["data"]) == ("play.made", {"play": {"id": 7}})
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status, delivery.attempts, delivery.answer) == (State.ARRIVED, 200, 1, "ok")


def test_what_has_arrived_is_not_sent_again(event: Event, endpoint: Endpoint, receiver: Receiver) -> None:
    send_due(endpoint.pk)
    assert send_due(endpoint.pk) == 0
    assert len(receiver.taken) == 1


def test_for_a_day_after_a_new_secret_both_sign(event: Event, make_endpoint: MakeEndpoint, receiver: Receiver) -> None:
    told = {"previous_salt": "00" * 32, "previous_until": timezone.now() + timedelta(hours=1)}
    endpoint = make_endpoint(**told)
    announce("play.made", {})
    send_due(endpoint.pk)
    assert len(receiver.taken[-1].headers["webhook-signature"].split(" ")) == 2
    assert len(list_secrets(endpoint, timezone.now() + timedelta(hours=2))) == 1


def test_what_failed_is_tried_again_with_the_same_id_and_body(
    event: Event, endpoint: Endpoint, receiver: Receiver
) -> None:
    receiver.statuses = [500, 200]
    send_due(endpoint.pk)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status, delivery.problem) == (State.WAITING, 500, "status")
    assert delivery.next_at is not None
    assert 4 < (delivery.next_at - timezone.now()).total_seconds() <= 6
    _make_due()
    send_due(endpoint.pk)
    first, second = receiver.taken
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)
    assert [one["status"] for one in Delivery.objects.get().tries] == [500, 200]


def test_waits_grow_from_seconds_to_a_day_and_are_drawn_apart() -> None:
    for attempts, wait in enumerate(WAITS, 1):
        drawn = [find_wait(attempts) for _ in range(50)]
        assert wait <= min(drawn) <= max(drawn) <= 1.2 * wait
        assert len(set(drawn)) > 10
    assert (WAITS[0], WAITS[-1]) == (5, 86_400)


def test_the_wait_that_the_other_side_asks_for_is_kept_to_up_to_a_day() -> None:
    assert 600 <= find_wait(1, 600) <= 720
    assert find_wait(1, 10**8) <= 1.2 * 86_400


def test_after_the_last_attempt_it_is_given_up_and_says_so(
    event: Event, endpoint: Endpoint, receiver: Receiver
) -> None:
    receiver.statuses = [503] * 20
    for _ in range(12):
        _make_due()
        send_due(endpoint.pk)
    delivery = Delivery.objects.get()
    assert len(receiver.taken) == MOST_ATTEMPTS == 9
    assert (delivery.state, delivery.next_at) == (State.GIVEN_UP, None)
    assert delivery.finished_at is not None


def test_a_redirect_is_a_failure(event: Event, endpoint: Endpoint, receiver: Receiver) -> None:
    receiver.statuses, receiver.headers = [301], {"Location": f"{receiver.url}/elsewhere"}
    send_due(endpoint.pk)
    assert [one.path for one in receiver.taken] == ["/hook"]
    assert Delivery.objects.get().problem == "moved"


def test_of_an_answer_a_thousand_letters_are_kept(event: Event, endpoint: Endpoint, receiver: Receiver) -> None:
    receiver.answer = b"\0" + b"y" * 4000
    send_due(endpoint.pk)
    assert Delivery.objects.get().answer == "y" * 1000


def test_one_attempt_is_taken_by_one_worker(event: Event, endpoint: Endpoint) -> None:
    first = claim_delivery(endpoint.pk)
    assert first is not None
    assert claim_delivery(endpoint.pk) is None


def test_what_a_killed_worker_had_in_hand_is_tried_again_and_its_late_word_counts_no_more(
    event: Event, endpoint: Endpoint
) -> None:
    lost = claim_delivery(endpoint.pk)
    assert lost is not None
    assert lost.next_at is not None
    assert lost.next_at - timezone.now() <= LEASE
    _make_due()
    again = claim_delivery(endpoint.pk)
    assert again is not None
    assert again.attempts == 2
    assert not conclude_attempt(lost, Tried(status=500, problem="status"))
    assert conclude_attempt(again, Tried(status=200))
    assert Delivery.objects.get().state == State.ARRIVED


def test_what_stopped_its_worker_each_time_is_given_up(event: Event, endpoint: Endpoint) -> None:
    Delivery.objects.update(attempts=MOST_ATTEMPTS, next_at=timezone.now() - timedelta(minutes=1))
    assert give_up_abandoned() == 1
    assert (Delivery.objects.get().state, Delivery.objects.get().problem) == (State.GIVEN_UP, "stopped")


def test_what_waited_for_days_while_all_was_off_is_given_up_and_not_sent(
    event: Event, endpoint: Endpoint, receiver: Receiver
) -> None:
    fresh = Delivery.objects.get(event=announce("play.ended", {}))
    Delivery.objects.exclude(pk=fresh.pk).update(wanted_at=timezone.now() - timedelta(days=5, minutes=1))
    send_due(endpoint.pk)
    assert [one.headers["webhook-id"] for one in receiver.taken] == [fresh.event_id]
    assert give_up_abandoned() == 1
    old = Delivery.objects.exclude(pk=fresh.pk).get()
    assert (old.state, old.problem) == (State.GIVEN_UP, "old")


def test_a_test_whose_page_was_killed_is_not_on_its_way_for_ever(event: Event, endpoint: Endpoint) -> None:
    Delivery.objects.update(is_test=True, attempts=1, next_at=timezone.now() - timedelta(seconds=1))
    assert give_up_abandoned() == 1


def test_an_address_that_is_gone_is_switched_off_and_nothing_more_is_sent(
    event: Event, endpoint: Endpoint, receiver: Receiver
) -> None:
    announce("play.ended", {})
    receiver.statuses = [410]
    send_due(endpoint.pk)
    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.off_why) == (False, OffWhy.GONE)
    assert {one.state for one in Delivery.objects.all()} == {State.GIVEN_UP, State.WITHHELD}
    assert announce("play.made", {}) is None
    assert len(receiver.taken) == 1
    assert LogEntry.objects.get(kind="webhook").act == "stopped"


def _fail_at(endpoint: Endpoint, since: timedelta, last: timedelta) -> Endpoint:
    now = timezone.now()
    Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=now - since, failed_at=now - last)
    announce("play.made", {})
    send_due(endpoint.pk)
    endpoint.refresh_from_db()
    return endpoint


def test_an_address_where_nothing_arrived_for_five_days_is_switched_off(endpoint: Endpoint, receiver: Receiver) -> None:
    receiver.statuses = [500, 500]
    assert _fail_at(endpoint, timedelta(days=4, hours=23), timedelta(hours=20)).is_active
    found = _fail_at(endpoint, timedelta(days=5, minutes=1), timedelta(hours=20))
    assert (found.is_active, found.off_why) == (False, OffWhy.FAILING)


def test_a_failure_after_a_long_silence_begins_anew(endpoint: Endpoint, receiver: Receiver) -> None:
    receiver.statuses = [500]
    found = _fail_at(endpoint, timedelta(days=30), timedelta(days=29))
    assert found.is_active
    assert found.failing_since is not None
    assert timezone.now() - found.failing_since < timedelta(minutes=1)


def test_an_answer_that_is_no_http_is_kept_as_a_text_that_any_database_takes(
    event: Event, endpoint: Endpoint, receiver: Receiver
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as odd:
        Endpoint.objects.update(url=f"http://127.0.0.1:{odd.getsockname()[1]}/")

        def answer() -> None:
            line, _ = odd.accept()
            with line:
                line.recv(65_536)
                line.sendall(b"\0\1\2 binary\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        send_due(endpoint.pk)
        thread.join()
    delivery = Delivery.objects.get()
    assert delivery.tries
    assert "binary" in delivery.detail
    assert "\0" not in delivery.detail


def test_one_arrival_ends_the_failing(endpoint: Endpoint) -> None:
    assert _fail_at(endpoint, timedelta(days=4), timedelta(hours=1)).failing_since is None


def test_a_dead_host_is_left_after_one_attempt_so_that_other_work_goes_on(
    event: Event, make_endpoint: MakeEndpoint
) -> None:
    with receive() as gone:
        pass
    dead = make_endpoint(url=f"{gone.url}/hook")
    for _ in range(3):
        announce("play.made", {})
    assert send_due(dead.pk) == 1
    assert Delivery.objects.filter(endpoint=dead, problem="unreachable").count() == 1


def test_a_name_that_leads_into_the_own_network_by_now_is_not_asked(
    event: Event, endpoint: Endpoint, home: Home, receiver: Receiver
) -> None:
    change_settings(home, {"webhook_hosts": ""})
    Endpoint.objects.update(url=f"https://localhost:{receiver.port}/hook")
    send_due(endpoint.pk)
    assert (receiver.taken, Delivery.objects.get().problem) == ([], "private")


def test_the_look_up_is_made_once_and_the_judged_address_is_connected_to(
    event: Event, endpoint: Endpoint, home: Home, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_settings(home, {"webhook_hosts": "localhost"})
    Endpoint.objects.update(url=f"http://localhost:{receiver.port}/hook")
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, *told: Any, **more: Any) -> Any:
        if host != "localhost":
            return real(host, *told, **more)
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "10.9.9.9", *told, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    send_due(endpoint.pk)
    assert (Delivery.objects.get().state, asked) == (State.ARRIVED, ["localhost"])
    assert receiver.taken[0].headers["host"] == f"localhost:{receiver.port}"


def test_without_the_key_that_made_the_secret_nothing_is_sent(
    event: Event, endpoint: Endpoint, receiver: Receiver, settings: Any
) -> None:
    settings.SECRET_KEY = "another key of this server, long enough to be one"  # noqa: S105
    send_due(endpoint.pk)
    assert (receiver.taken, Delivery.objects.get().problem) == ([], "key")


def test_while_all_is_switched_off_nothing_is_told_and_what_waits_waits(
    event: Event, endpoint: Endpoint, home: Home, receiver: Receiver
) -> None:
    change_settings(home, {"webhooks": ""})
    assert announce("play.made", {}) is None
    assert send_due(endpoint.pk) == 0
    change_settings(home, {"webhooks": "yes"})
    assert send_due(endpoint.pk) == 1
    assert len(receiver.taken) == 1


def test_an_address_is_told_only_what_it_listens_to(make_endpoint: MakeEndpoint, receiver: Receiver) -> None:
    calls, runs = make_endpoint(events=["play.called"]), make_endpoint(events=["run.finished"])
    announce("play.called", {})
    assert [one.endpoint for one in Delivery.objects.all()] == [calls]
    announce("run.finished", {})
    assert Delivery.objects.filter(endpoint=runs).count() == 1


def test_what_is_told_once_is_told_when_somebody_listens_and_never_again(make_endpoint: MakeEndpoint) -> None:
    assert announce_once("run.finished", "r1", {}) is None
    make_endpoint()
    assert announce_once("run.finished", "r1", {}) is not None
    assert announce_once("run.finished", "r1", {}) is None
    assert Event.objects.count() == 1


def test_an_attempt_lasts_ten_seconds_at_most(
    event: Event, endpoint: Endpoint, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert attempting.WAIT_S == 10
    monkeypatch.setattr(attempting, "WAIT_S", 0.3)
    receiver.silent = 5
    send_due(endpoint.pk)
    assert Delivery.objects.get().problem == "late"
