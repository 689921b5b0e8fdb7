"""What is changed by the API stands there as if it had been changed on a page."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assay.web.plays.models import Play
from assay.web.results import open_reading
from web.api.conftest import Call
from web.conftest import Staff
from web.plays.conftest import CALLED, LOSS, OWN, REFUSED

_PLAY = {"deal_id": str(OWN), "driver": "price_too_high", "loss_id": str(LOSS), "opener": "Hello"}
_FIRST = {"If-Match": '"1"'}


def _make(call: Call, company: Staff) -> dict[str, Any]:
    status, told = call(company.anna, "post", "plays", _PLAY)
    assert status == 201
    made: dict[str, Any] = told
    return made


def test_what_is_left_out_of_a_change_stays(call: Call, company: Staff) -> None:
    play = _make(call, company)
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    status, told = call(company.anna, "patch", f"plays/{play['id']}", {"due": day}, **_FIRST)
    assert (status, told["due"], told["opener"], told["contact"]) == (200, day, "Hello", "Clara Caller")
    assert (told["version"], Play.objects.get().version) == (2, 2)


def test_a_version_counts_that_was_marked_as_weak_when_its_answer_was_compressed(call: Call, company: Staff) -> None:
    path = f"plays/{_make(call, company)['id']}"
    assert call(company.anna, "patch", path, {"question": "First?"}, **{"If-Match": 'W/"1"'})[0] == 200


def test_a_change_over_an_old_version_tells_what_stands(call: Call, company: Staff) -> None:
    play = _make(call, company)
    call(company.anna, "patch", f"plays/{play['id']}", {"question": "First?"}, **_FIRST)
    status, told = call(company.nora, "patch", f"plays/{play['id']}", {"question": "Second?"}, **_FIRST)
    assert (status, told["now"]["question"], Play.objects.get().question) == (412, "First?", "First?")


@pytest.mark.parametrize("change", [{"opener": "Lost press said the same."}, {"contact_id": str(REFUSED)}])
def test_what_a_page_would_refuse_is_refused(call: Call, company: Staff, change: dict[str, str]) -> None:
    play = _make(call, company)
    assert call(company.anna, "patch", f"plays/{play['id']}", change, **_FIRST)[0] == 422
    assert Play.objects.get().version == 1


def test_nobody_is_called_any_more_where_null_is_sent(call: Call, company: Staff) -> None:
    play = _make(call, company)
    for sent, contact in ((None, ""), (str(CALLED), "Clara Caller")):
        match = {"If-Match": f'"{Play.objects.get().version}"'}
        told = call(company.anna, "patch", f"plays/{play['id']}", {"contact_id": sent}, **match)[1]
        assert told["contact"] == contact


def test_a_play_given_up_keeps_its_reason_and_takes_no_calls(call: Call, company: Staff) -> None:
    path = f"plays/{_make(call, company)['id']}"
    status, told = call(company.anna, "post", f"{path}/drop", {"why": "They asked us to wait."}, **_FIRST)
    assert (status, told["is_open"], told["dropped_why"]) == (200, False, "They asked us to wait.")
    assert call(company.anna, "post", f"{path}/calls", {"result": "no_answer"}, **{"If-Match": '"2"'})[0] == 422
    assert call(company.anna, "post", f"{path}/drop", {"why": "  "}, **{"If-Match": '"2"'})[0] == 422


def test_texts_are_checked_without_being_kept(call: Call, company: Staff) -> None:
    sent = {"loss_id": str(LOSS), "opener": "Lost press said the same.", "question": "How do you see it?"}
    status, told = call(company.anna, "post", f"deals/{OWN}/script/check", sent, can_write=False)
    assert (status, told["is_clear"], list(told["leaks"])) == (200, False, ["opener"])
    sent["opener"] = "How are you?"
    assert call(company.anna, "post", f"deals/{OWN}/script/check", sent)[1]["is_clear"]


def test_each_text_that_is_checked_counts_so_that_nobody_tries_lists_of_names(
    call: Call, company: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assay.web.scripts.hearing.MOST_A_MINUTE", 3)
    path, sent = f"deals/{OWN}/script/check", {"opener": "Hello", "question": "How do you see it?", "prompts": ""}
    assert [call(company.anna, "post", path, sent)[0] for _ in range(2)] == [200, 429]


def test_the_ledger_holds_own_plays_and_for_a_manager_those_of_the_team(call: Call, company: Staff, whole: Any) -> None:
    with open_reading() as reading:
        deals = reading.connection.execute("SELECT id, name FROM deal WHERE outcome = 'open' LIMIT 2").fetchall()
    for user, (deal, name) in zip((company.anna, company.sara), deals, strict=True):
        due = timezone.localdate()
        Play.objects.create(deal_id=deal, deal_name=name, driver="timing", source="risk", owner=user, due=due, lot="x")
    seen = {
        user.name: [one["deal_name"] for one in call(user, "get", "ledger")[1]["plays"]]
        for user in (company.anna, company.ben, company.nora, company.sven)
    }
    (_, annas), (_, saras) = deals
    assert seen == {"Anna": [annas], "Ben": [], "Nora": [annas], "Sven": [saras]}
    told = call(company.ben, "get", "ledger")[1]
    assert (told["too_few"], told["team"], told["judged"]) == (True, None, None)
    assert call(company.anna, "get", "ledger?lot=y")[1]["own"]["plays"] == 0
