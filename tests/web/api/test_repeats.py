"""What is sent twice with one key is done once, and answered the same."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import requests
from django.utils import timezone

from assay.web.api.models import AccessToken, KeptAnswer
from assay.web.plays.models import Play
from browser.whole_company import Served
from browser.whole_company import served as served
from web.api.conftest import Call, give_token
from web.conftest import Staff
from web.plays.conftest import OTHERS, OWN, TEAMMATES

_PLAY = {"deal_id": str(OWN), "driver": "price_too_high"}
_KEY = {"Idempotency-Key": "3f1c"}


def _age(minutes: int) -> None:
    Play.objects.update(made_at=timezone.now() - timedelta(minutes=minutes))
    KeptAnswer.objects.update(made_at=timezone.now() - timedelta(minutes=minutes))


def test_a_play_sent_twice_with_a_key_is_one_however_late(call: Call, company: Staff) -> None:
    first = call(company.anna, "post", "plays", _PLAY, **_KEY)
    _age(60)
    assert call(company.anna, "post", "plays", _PLAY, **_KEY) == first
    assert Play.objects.count() == 1
    assert call(company.anna, "post", "plays", _PLAY)[1]["id"] != first[1]["id"]


def test_the_answer_is_kept_for_a_day(call: Call, company: Staff) -> None:
    first = call(company.anna, "post", "plays", _PLAY, **_KEY)
    _age(60 * 24 + 1)
    assert call(company.anna, "post", "plays", _PLAY, **_KEY)[1]["id"] != first[1]["id"]


def test_a_key_with_another_body_is_refused(call: Call, company: Staff) -> None:
    call(company.nora, "post", "plays", _PLAY, **_KEY)
    status, told = call(company.nora, "post", "plays", {**_PLAY, "deal_id": str(TEAMMATES)}, **_KEY)
    assert (status, told["fix"]) == (422, "Make a new key for each request.")
    assert Play.objects.count() == 1


def test_the_key_of_one_token_says_nothing_to_another(call: Call, company: Staff) -> None:
    call(company.anna, "post", "plays", _PLAY, **_KEY)
    assert call(company.ben, "post", "plays", _PLAY, **_KEY)[0] == 404
    AccessToken.objects.filter(user=company.anna).update(revoked_at=timezone.now())
    assert call(company.anna, "post", "plays", _PLAY, **_KEY)[0] == 401


def test_while_one_is_being_answered_the_same_waits(call: Call, company: Staff) -> None:
    call(company.anna, "post", "plays", _PLAY, **_KEY)
    Play.objects.all().delete()
    KeptAnswer.objects.update(status=0)
    assert call(company.anna, "post", "plays", _PLAY, **_KEY)[0] == 409
    assert not Play.objects.exists()
    _age(10)  # whoever was to answer has been stopped
    assert call(company.anna, "post", "plays", _PLAY, **_KEY)[0] == 201


def test_a_refusal_is_told_again_too(call: Call, company: Staff) -> None:
    wrong = {**_PLAY, "driver": "bad_luck"}
    first = call(company.anna, "post", "plays", wrong, **_KEY)
    assert (first[0], call(company.anna, "post", "plays", wrong, **_KEY)) == (422, first)


@pytest.mark.parametrize("key", ["two words", "x" * 129, ""])
def test_what_is_no_key_is_refused(call: Call, company: Staff, key: str) -> None:
    assert call(company.anna, "post", "plays", _PLAY, **{"Idempotency-Key": key})[0] == 422


def test_a_repeat_counts_as_a_request(call: Call, company: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.web.api.asking.MOST_A_MINUTE", 2)
    statuses = [call(company.sara, "post", "plays", {**_PLAY, "deal_id": str(OTHERS)}, **_KEY)[0] for _ in range(3)]
    assert statuses == [201, 201, 429]


@pytest.mark.slow
def test_two_sent_at_once_make_one(served: Served, whole: Any) -> None:
    open_ = served.connection.execute(
        "SELECT d.id FROM deal d JOIN seller s ON s.id = d.owner_id WHERE s.name = 'Mara Lind' AND d.outcome = 'open'"
    ).fetchall()
    headers = {"Authorization": f"Bearer {give_token(served.rep)}", **_KEY}
    told = {"deal_id": str(open_[0][0]), "driver": "timing"}

    def send(_: int) -> int:
        return requests.post(f"{served.address}/api/v1/plays", json=told, headers=headers, timeout=60).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(send, range(4)))
    assert 201 in statuses
    assert set(statuses) <= {201, 409}
    assert Play.objects.count() == 1


def test_pages_of_a_list_name_the_next_one(
    call: Call, company: Staff, monkeypatch: pytest.MonkeyPatch, client: Any
) -> None:
    monkeypatch.setattr("assay.web.api.paging.PAGE_SIZE", 1)
    for deal in (OWN, TEAMMATES):
        call(company.nora, "post", "plays", {**_PLAY, "deal_id": str(deal)})
    token = give_token(company.nora)
    seen, address = [], "/api/v1/plays"
    while address:
        answer = client.get(address, headers={"Authorization": f"Bearer {token}"})
        seen += [one["deal_id"] for one in json.loads(answer.content)]
        link = answer.headers.get("Link", "")
        address = link[1 : link.index(">")] if link else ""
    assert sorted(seen) == [str(OWN), str(TEAMMATES)]
