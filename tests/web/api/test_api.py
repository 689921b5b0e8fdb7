"""The API says what the pages say, to whom they say it, and refuses in one shape."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assay.web.api.asking import MOST_A_MINUTE
from assay.web.api.models import AccessToken
from assay.web.people.log import LogEntry
from assay.web.plays.models import Play, PlayCall, Suggestion
from web.api.conftest import Call, give_token
from web.conftest import Staff, sign_in
from web.plays.conftest import CALLED, LOSS, OTHERS, OWN, REFUSED, TEAMMATES

_PLAY = {"deal_id": str(OWN), "driver": "price_too_high", "loss_id": str(LOSS)}

#: who may ask about anna's deal: she, her manager, the manager of all, and those who see all
_SEES = {"anna": 200, "ben": 404, "nora": 200, "max": 200, "sara": 404, "sven": 404, "analyst": 200}


@pytest.mark.parametrize("path", [f"deals/{LOSS}/like", f"deals/{OWN}/ties"])
@pytest.mark.parametrize(("name", "status"), _SEES.items())
def test_a_deal_is_told_of_to_whom_its_page_is_open(
    call: Call, company: Staff, path: str, name: str, status: int
) -> None:
    assert call(getattr(company, name), "get", path)[0] == status


@pytest.mark.parametrize(("name", "status"), {**_SEES, "anna": 201, "nora": 201, "max": 201, "analyst": 201}.items())
def test_a_play_is_made_by_whoever_sees_the_deal(call: Call, company: Staff, name: str, status: int) -> None:
    told = call(getattr(company, name), "post", "plays", _PLAY)
    assert told[0] == status
    assert Play.objects.count() == (status == 201)


def test_without_a_token_nothing_is_told(company: Staff) -> None:
    for headers in ({}, {"Authorization": "Bearer assay_wrong"}):
        answer = Client().get("/api/v1/at-risk", headers=headers)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert json.loads(answer.content)["fix"] == "Authorization: Bearer assay_..."


def test_being_signed_in_in_a_browser_opens_nothing_here(company: Staff) -> None:
    assert sign_in(company.anna).get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("change", ["revoked", "ended", "inactive"])
def test_a_token_that_no_longer_stands_opens_nothing(call: Call, company: Staff, change: str) -> None:
    assert call(company.anna, "get", "me")[0] == 200
    if change == "revoked":
        AccessToken.objects.update(revoked_at=timezone.now())
    elif change == "ended":
        AccessToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    else:
        company.anna.is_active = False
        company.anna.save()
    assert call(company.anna, "get", "me")[0] == 401


def test_a_token_that_may_only_read_makes_nothing(call: Call, company: Staff) -> None:
    status, told = call(company.anna, "post", "plays", _PLAY, can_write=False)
    assert (status, told["title"]) == (403, "This token may only read.")
    assert not Play.objects.exists()


def test_too_many_requests_are_refused_for_a_minute(
    call: Call, company: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assay.web.api.asking.MOST_A_MINUTE", 2)
    assert MOST_A_MINUTE > 2
    assert [call(company.ben, "get", "me")[0] for _ in range(4)] == [200, 200, 429, 429]


def test_deals_in_the_same_situation_come_with_their_probability(call: Call, company: Staff) -> None:
    status, told = call(company.nora, "get", f"deals/{LOSS}/like")
    assert status == 200
    assert [(one["deal_id"], one["probability"]) for one in told["deals"]] == [(str(OWN), 0.7), (str(TEAMMATES), 0.7)]
    assert told["source"] == "verdict"
    assert Suggestion.objects.count() == 2


def test_reasons_and_words_at_once_are_not_clear(call: Call, company: Staff) -> None:
    for path in ("like", "like?reason=timing&text=later"):
        status, told = call(company.nora, "get", path)
        assert (status, "not both" in told["fix"]) == (422, True)


def test_a_wrong_reason_is_named_with_those_that_there_are(call: Call, company: Staff) -> None:
    status, told = call(company.nora, "get", "like?reason=bad_luck")
    assert status == 422
    assert "bad_luck" in told["title"]
    assert "price_too_high" in told["fix"]


def test_deals_at_risk_are_those_in_scope(call: Call, company: Staff) -> None:
    status, told = call(company.anna, "get", "at-risk")
    assert (status, [one["deal_id"] for one in told["deals"]]) == (200, [str(OWN)])
    assert told["deals"][0]["reasons"][0]["driver"] == "price_too_high"
    assert str(OTHERS) in [one["deal_id"] for one in call(company.analyst, "get", "at-risk")[1]["deals"]]


def test_the_whole_of_a_call_goes_by_the_api(call: Call, company: Staff) -> None:
    status, play = call(company.anna, "post", "plays", _PLAY)
    assert (status, play["contact"], play["owner"]) == (201, "Clara Caller", company.anna.email)
    path = f"plays/{play['id']}/calls"
    said = {"version": play["version"], "result": "other_concern", "said": "There is no money left."}
    status, play = call(company.anna, "post", path, said)
    assert (status, play["calls"][0]["said"]) == (201, "There is no money left.")
    concern = f"{path}/{play['calls'][0]['id']}/concern"
    assert (
        call(company.anna, "post", concern, {"driver": "no_budget"}, **{"If-Match": '"1"'})[1]["calls"][0]["driver"]
        == "no_budget"
    )
    assert PlayCall.objects.get().driver == "no_budget"


def test_a_call_over_a_version_that_has_passed_is_refused_with_what_to_do(call: Call, company: Staff) -> None:
    play = call(company.anna, "post", "plays", _PLAY)[1]
    said = {"version": play["version"] + 5, "result": "no_concern"}
    status, told = call(company.anna, "post", f"plays/{play['id']}/calls", said)
    assert (status, told["now"]["version"]) == (412, play["version"])
    assert not PlayCall.objects.exists()


def test_whoever_must_not_be_contacted_is_not_taken(call: Call, company: Staff) -> None:
    status, told = call(company.anna, "post", "plays", {**_PLAY, "contact_id": str(REFUSED)})
    assert (status, told["title"]) == (422, "Nick No must not be contacted.")
    assert call(company.anna, "post", "plays", {**_PLAY, "contact_id": str(CALLED)})[0] == 201


def test_a_play_is_not_made_for_a_day_that_has_passed(call: Call, company: Staff) -> None:
    today = timezone.localdate()
    status, told = call(company.anna, "post", "plays", {**_PLAY, "due": (today - timedelta(days=1)).isoformat()})
    assert (status, "due: This day has passed." in told["title"]) == (422, True)
    assert call(company.anna, "get", "plays")[1] == []
    assert call(company.anna, "post", "plays", {**_PLAY, "due": today.isoformat()})[1]["due"] == today.isoformat()


def test_a_deal_held_out_by_lot_needs_a_reason(call: Call, company: Staff) -> None:
    Suggestion.objects.create(
        lot=f"deal {LOSS}", deal_id=OWN, day=timezone.localdate(), driver="timing", probability=0.5, rank=1,
        held_out=True,
    )  # fmt: skip
    assert call(company.anna, "post", "plays", _PLAY)[0] == 422
    assert call(company.anna, "post", "plays", {**_PLAY, "forced_why": "They called us."})[0] == 201


def test_what_is_sent_wrongly_is_named_by_its_place(call: Call, company: Staff) -> None:
    status, told = call(company.anna, "post", "plays", {"deal_id": "x; DROP", "driver": "timing"})
    assert status == 422
    assert told["errors"][0]["at"].endswith("deal_id")
    assert "DROP" in told["errors"][0]["value"]


def test_a_token_is_shown_once_and_kept_as_a_hash(company: Staff) -> None:
    client = sign_in(company.anna)
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    page = client.post("/people/me/tokens", {"name": "Report", "expires_on": until})
    text = page.context["text"]
    token = AccessToken.objects.get()
    assert text.startswith("assay_")
    assert text in page.text
    assert text not in client.get("/people/me/tokens").text
    assert text not in (token.digest, token.begins)
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {text}"}).status_code == 200
    client.post(f"/people/me/tokens/{token.pk}/revoke")
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {text}"}).status_code == 401


def test_nobody_revokes_the_token_of_somebody_else(company: Staff) -> None:
    give_token(company.anna)
    token = AccessToken.objects.get()
    assert sign_in(company.nora).post(f"/people/me/tokens/{token.pk}/revoke").status_code == 404
    assert "test" not in sign_in(company.nora).get("/people/me/tokens").context["tokens"].values_list("name", flat=True)


def test_a_token_lives_a_year_at_most(company: Staff) -> None:
    day = (timezone.localdate() + timedelta(days=400)).isoformat()
    answer = sign_in(company.anna).post("/people/me/tokens", {"name": "Long", "expires_on": day})
    assert (answer.status_code, AccessToken.objects.exists()) == (422, False)


def test_the_description_asks_nobody_else_for_anything(client: Client) -> None:
    told = client.get("/api/v1/openapi.json").json()
    assert "/api/v1/deals/{deal_id}/like" in told["paths"]
    assert client.get("/api/v1/docs").status_code in (302, 404)


def test_a_deal_held_out_in_any_lot_of_the_same_loss_needs_a_reason(call: Call, company: Staff) -> None:
    Suggestion.objects.create(
        lot="reasons price_too_high", deal_id=OWN, day=timezone.localdate(), driver="price_too_high", probability=0.5,
        rank=1, held_out=True, loss_id=LOSS,
    )  # fmt: skip
    assert call(company.anna, "post", "plays", _PLAY)[0] == 422
    by_reason = {name: told for name, told in _PLAY.items() if name != "loss_id"}
    assert call(company.anna, "post", "plays", by_reason)[0] == 422
    assert not Play.objects.exists()


def test_what_is_told_by_reasons_is_kept_as_suggested(call: Call, company: Staff) -> None:
    told = call(company.nora, "get", "like?reason=price_too_high")[1]
    assert told["lot"] == "reasons price_too_high"
    assert set(Suggestion.objects.values_list("lot", "deal_id")) == {(told["lot"], OWN), (told["lot"], TEAMMATES)}


@pytest.mark.parametrize("name", ["ben", "sara", "sven"])
def test_of_a_play_of_others_nothing_is_told_and_nothing_changed(call: Call, company: Staff, name: str) -> None:
    play = call(company.anna, "post", "plays", _PLAY)[1]
    user, path = getattr(company, name), f"plays/{play['id']}"
    said = {"version": play["version"], "result": "same_issue", "said": "Yes."}
    assert call(user, "get", path)[0] == 404
    assert call(user, "post", f"{path}/calls", said)[0] == 404
    assert call(user, "post", f"{path}/calls/1/concern", {"driver": "timing"})[0] == 404
    assert call(user, "get", "plays") == (200, [])
    assert str(OWN) not in [one["deal_id"] for one in call(user, "get", "at-risk")[1]["deals"]]
    assert not PlayCall.objects.exists()


def test_what_is_asked_stands_in_the_log(call: Call, company: Staff) -> None:
    for path in ("at-risk", f"deals/{OWN}/ties", "offers?reason=timing", "like?reason=timing"):
        assert call(company.anna, "get", path)[0] == 200
    kinds = set(LogEntry.objects.filter(user_id_then=company.anna.pk).values_list("kind", flat=True))
    assert {"at_risk", "deal", "offers", "like"} <= kinds
