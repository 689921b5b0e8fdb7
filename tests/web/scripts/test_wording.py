"""The team's own wording: read by all, kept by managers, checked, tried for an open deal, and never lost."""

from contextlib import nullcontext
from typing import Any

import pytest
from django.test import Client

from asking.conftest import Put
from assay.rescue.saying.scripts import find_template
from assay.web.people.models import LogEntry, User
from assay.web.plays.models import Play
from assay.web.scripts import trying, views
from assay.web.scripts.models import Wording
from assay.web.scripts.wording import find_wording
from web.conftest import Staff, sign_in
from web.plays.conftest import LOSS, OWN

CODE = "price_too_high"
PAGE = f"/plays/scripts/{CODE}/en/"
OPENER = (
    "Good morning[ {buyer}], thank you for your time. I ask how the price sits with you. Whatever you decide is fine."
)
TEXTS = {
    "opener": OPENER,
    "question": "How do you look at the price?",
    "prompts": "Tell me more.\nWhat is behind that?\nHow do others see it?",
    "adviser_script": "Thank you for asking {buyer|them} how they look at the price. We accept any answer.",
}


def keep(client: Client, version: int = 0, **told: str) -> Any:
    return client.post(PAGE, {"version": version, "act": "keep"} | TEXTS | told)


@pytest.fixture
def kept(secret: Staff) -> Wording:
    """Worded by nora."""
    assert keep(sign_in(secret.nora)).status_code == 302
    return Wording.objects.get()


def test_everybody_reads_what_is_said_about_each_reason(secret: Staff) -> None:
    for user in (secret.anna, secret.sara, secret.nora, secret.analyst):
        page = sign_in(user).get("/plays/scripts/")
        assert page.status_code == 200
        assert find_template(CODE).question in page.text
    assert find_template(CODE, "de").question in sign_in(secret.anna).get("/plays/scripts/?language=de").text


def test_ours_stands_beside_the_teams_own(secret: Staff, kept: Wording) -> None:
    for address in ("/plays/scripts/", PAGE):
        page = sign_in(secret.anna).get(address).text
        assert TEXTS["question"] in page
        assert find_template(CODE).question in page


@pytest.mark.parametrize(
    ("name", "status"), [("nora", 302), ("sven", 302), ("administrator", 302), ("anna", 403), ("analyst", 403)]
)
def test_managers_and_administrators_alone_word_it(secret: Staff, name: str, status: int) -> None:
    assert keep(sign_in(getattr(secret, name))).status_code == status
    assert Wording.objects.filter(is_own=True).exists() == (status == 302)


def test_whoever_may_not_word_it_is_shown_no_form(secret: Staff) -> None:
    assert 'id="wording"' in sign_in(secret.nora).get(PAGE).text
    assert 'id="wording"' not in sign_in(secret.anna).get(PAGE).text


def test_plays_prepared_afterwards_have_the_teams_words(secret: Staff, kept: Wording) -> None:
    sign_in(secret.anna).post(f"/plays/prepare/{OWN}/?driver={CODE}&loss={LOSS}", {"at_once": "yes"})
    play = Play.objects.get()
    assert play.opener.startswith("Good morning Clara, thank you")
    assert play.prompts == TEXTS["prompts"]


def test_one_language_is_worded_and_the_other_stays(secret: Staff, kept: Wording) -> None:
    assert find_wording(CODE, "en").question == TEXTS["question"]
    assert find_wording(CODE, "de") == find_template(CODE, "de")


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("opener", "Hello {boss}.", "{boss} is nothing that the record can fill in; expected one of {buyer}, {role}"),
        ("opener", "Hello [ {buyer}.", "has no partner"),
        ("prompts", "One.\nTwo.", "There are 2 listening prompts; expected 3"),
        ("question", "", "This field is required"),
        ("opener", "At Nordwerk it was the price.", "can give another buyer away"),
        ("adviser_script", "We could do it for 20.000 EUR.", "a sum, which can be of one deal alone"),
        ("opener", "They said your offer came three weeks after the board had met.", "can give another buyer away"),
    ],
)
def test_what_cannot_be_said_to_every_buyer_is_refused_and_stays_as_typed(
    secret: Staff, field: str, text: str, said: str
) -> None:
    answer = keep(sign_in(secret.nora), **{field: text})
    assert answer.status_code == 422
    assert said in answer.text
    assert text in answer.text
    assert not Wording.objects.exists()


def test_who_sees_all_deals_is_told_what_gives_a_buyer_away(secret: Staff) -> None:
    assert "the name of a buyer." in keep(sign_in(secret.administrator), opener="At Nordwerk it was so.").text


def test_the_ears_remarks_are_advice(secret: Staff) -> None:
    leading = {"question": "Don't you think that the price is fair?"}
    tried = sign_in(secret.nora).post(PAGE, {"version": 0, "act": "preview"} | TEXTS | leading)
    assert "Leading" in tried.text
    assert keep(sign_in(secret.nora), **leading).status_code == 302


def test_a_wording_is_tried_for_an_open_deal_without_being_kept(secret: Staff) -> None:
    tried = sign_in(secret.nora).post(PAGE, {"version": 0, "act": "preview", "deal": OWN} | TEXTS)
    assert tried.status_code == 200
    assert "Good morning Clara, thank you" in tried.text
    assert not Wording.objects.exists()


def test_it_is_tried_for_deals_alone_that_one_may_see(secret: Staff) -> None:
    def list_names(user: User) -> set[str]:
        return {one.name for one in sign_in(user).get(PAGE).context["deals"]}

    assert list_names(secret.anna) == {"Open crane"}
    assert list_names(secret.sara) == {"Open mill"}
    assert list_names(secret.nora) == {"Open crane", "Open saw"}
    asked = sign_in(secret.sara).get(f"{PAGE}?deal={OWN}")
    assert asked.context["preview"].deal.name == "Open mill"


def test_two_who_word_it_at_once_lose_nothing(secret: Staff, kept: Wording) -> None:
    client = sign_in(secret.nora)
    assert keep(client, 1, question="How does it sit with you?").status_code == 302
    late = keep(sign_in(secret.sven), 1, question="What about the price?")
    assert late.status_code == 409
    assert "How does it sit with you?" in late.text
    assert "What about the price?" in late.text
    assert keep(sign_in(secret.sven), 2, question="What about the price?").status_code == 302


def test_the_same_sent_twice_is_kept_once(secret: Staff, kept: Wording) -> None:
    assert keep(sign_in(secret.nora)).status_code == 302
    assert Wording.objects.get().version == 1


def test_history_says_who_and_an_older_wording_is_restored(secret: Staff, kept: Wording) -> None:
    client = sign_in(secret.nora)
    keep(client, 1, question="How does it sit with you?")
    assert "Version 1, Nora" in client.get(PAGE).text
    assert client.post(f"{PAGE}states/1/", {"seen": 2}).status_code == 302
    assert find_wording(CODE).question == TEXTS["question"]
    assert [one.act for one in kept.states.order_by("number")] == ["changed", "changed", "restored"]
    assert client.post(f"{PAGE}states/9/", {"seen": 3}).status_code == 404


def test_an_older_wording_that_names_a_buyer_by_now_is_not_restored(secret: Staff, kept: Wording, put: Put) -> None:
    client = sign_in(secret.nora)
    keep(client, 1, opener=f"{OPENER} Ask for Morgenstern.")
    keep(client, 2)
    put("account", id=81, name="Morgenstern Werke")
    put("deal", id=81, name="Later loss", account_id=81, outcome="lost")
    answer = client.post(f"{PAGE}states/2/", {"seen": 3}, follow=True)
    assert "That wording cannot be said any more." in answer.text
    assert "Morgenstern" not in find_wording(CODE).opener


def test_assays_own_comes_back_and_the_teams_stays_among_the_earlier(secret: Staff, kept: Wording) -> None:
    client = sign_in(secret.nora)
    assert client.post(f"{PAGE}ours/", {"seen": 0}, follow=True).status_code == 200
    assert find_wording(CODE).question == TEXTS["question"]
    client.post(f"{PAGE}ours/", {"seen": 1})
    assert find_wording(CODE) == find_template(CODE)
    assert kept.states.get(number=1).question == TEXTS["question"]


def test_each_change_stands_in_the_log(secret: Staff, kept: Wording) -> None:
    client = sign_in(secret.nora)
    client.post(f"{PAGE}ours/", {"seen": 1})
    client.post(f"{PAGE}states/1/", {"seen": 2})
    acts = LogEntry.objects.filter(kind="script", who=secret.nora.email).exclude(act="saw").order_by("id")
    assert list(acts.values_list("act", "what")) == [
        (act, f"{CODE} (en)") for act in ("changed", "went_back", "restored")
    ]


@pytest.mark.parametrize("step", ["ours/", "states/1/", "hear/?part=opener"])
def test_reps_take_none_of_these_steps(secret: Staff, kept: Wording, step: str) -> None:
    assert sign_in(secret.anna).post(f"{PAGE}{step}", {"seen": 1}).status_code == 403
    assert find_wording(CODE).question == TEXTS["question"]


@pytest.mark.parametrize("address", ["astrology/en/", f"{CODE}/fr/", "unknown/en/"])
def test_what_is_no_reason_or_no_language_is_missing(secret: Staff, address: str) -> None:
    assert sign_in(secret.nora).get(f"/plays/scripts/{address}").status_code == 404


def test_a_part_is_heard_as_a_manager_types_it(secret: Staff) -> None:
    def hear(text: str) -> str:
        return sign_in(secret.nora).post(f"{PAGE}hear/?part=opener", {"opener": text}).text

    assert "nothing that the record can fill in" in hear("Hello {boss}.")
    assert "can give another buyer away" in hear("At Nordwerk it was so.")
    assert "Nothing to remark on." in hear(OPENER)
    assert sign_in(secret.nora).post(f"{PAGE}hear/?part=boss").status_code == 404


def test_sums_are_found_before_the_first_run_too(secret: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (trying, views):
        monkeypatch.setattr(room, "open_ask", lambda: nullcontext(None))
    client = sign_in(secret.nora)
    assert keep(client, opener="We could do it for 20.000 EUR.").status_code == 422
    assert keep(client).status_code == 302
    assert "There is no finished run yet" in client.get(PAGE).text
