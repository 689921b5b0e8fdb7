"""What is heard in a text of a play as it is typed, and that it tells nobody what they may not see."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from assay.web.plays.models import Play
from assay.web.scripts import hearing
from web.conftest import Staff, sign_in
from web.plays.conftest import CALLED, LOSS, OWN

LEAKING = "At Nordwerk Maschinenbau the price was the trouble."
CLEAN = "Thank you for your time. Whatever you decide is fine. How do you look at the price?"


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Nobody has had anything heard yet."""
    cache.clear()


def hear(client: Client, text: str, part: str = "opener", *, loss: str = str(LOSS), **more: Any) -> Any:
    return client.post(f"/plays/prepare/{OWN}/hear/?loss={loss}&part={part}", {part: text} | more)


@pytest.mark.parametrize("part", ["opener", "question", "prompts", "adviser_script", "offer_note"])
def test_each_text_is_heard_for_whom_it_gives_away(secret: Staff, part: str) -> None:
    said = hear(sign_in(secret.anna), LEAKING, part).text
    assert "“Nordwerk Maschinenbau”: the name of the other buyer. Name the issue alone" in said


def test_the_ears_remarks_come_with_an_open_rewording(secret: Staff) -> None:
    said = hear(sign_in(secret.anna), "Do you like the price?", "question").text
    assert "Closed" in said
    assert "Rather:" in said


def test_a_clean_text_is_said_to_be_clean_and_an_empty_one_nothing(secret: Staff) -> None:
    assert "Nothing found that gives another buyer away" in hear(sign_in(secret.anna), CLEAN).text
    assert "<" not in hear(sign_in(secret.anna), " ").text


def test_what_is_offered_is_not_heard_for_selling(secret: Staff) -> None:
    said = hear(sign_in(secret.anna), "A discount of 20 % if you sign this month.", "offer_note").text
    assert "Sells" not in said


def test_whoever_is_called_may_be_named(secret: Staff, put: Any) -> None:
    put("person", id=90, full_name="Clara Nordhoff", account_id=80)
    text = "Good morning Clara Caller, thank you."
    assert "give" not in hear(sign_in(secret.anna), text, contact=str(CALLED)).text.split("Nothing found")[0]
    assert "Clara" in hear(sign_in(secret.anna), "Clara Nordhoff said so.").text


def test_without_a_loss_no_buyer_whom_we_lost_is_named(secret: Staff) -> None:
    assert "“Nordwerk Maschinenbau” can give another buyer away" in hear(sign_in(secret.anna), LEAKING, loss="").text
    assert "the name of a buyer" in hear(sign_in(secret.administrator), LEAKING, loss="").text


@pytest.mark.parametrize("name", ["sara", "sven", "ben"])
def test_of_others_deals_nothing_is_heard(secret: Staff, name: str) -> None:
    assert hear(sign_in(getattr(secret, name)), LEAKING).status_code == 404
    assert hear(sign_in(secret.ben), LEAKING, loss="").status_code == 404


def test_a_loss_that_one_may_not_see_cannot_be_asked_about(secret: Staff, record: Any) -> None:
    record.execute(f"UPDATE deal SET owner_id = 999 WHERE id = {LOSS}")
    assert hear(sign_in(secret.anna), LEAKING).status_code == 404


def test_only_texts_of_a_play_are_heard(secret: Staff) -> None:
    assert hear(sign_in(secret.anna), LEAKING, "forced_why").status_code == 404
    assert sign_in(secret.anna).get(f"/plays/prepare/{OWN}/hear/?part=opener").status_code == 405


def test_many_texts_within_a_minute_are_put_off(secret: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "MOST_A_MINUTE", 2)
    client = sign_in(secret.anna)
    assert [("Not looked at just now" in hear(client, LEAKING).text) for _ in range(4)] == [False, False, True, True]
    assert "the name of the other buyer" in hear(sign_in(secret.nora), LEAKING).text


@pytest.fixture
def play(secret: Staff) -> Play:
    """Ben does it for anna's deal, out of her loss, which he may not see."""
    return Play.objects.create(
        deal_id=OWN, deal_name="Open crane", deal_owner_id=101, loss_id=LOSS, driver="price_too_high", lot="x",
        source=Play.Source.VERDICT, owner=secret.ben, made_by=secret.anna, due=timezone.localdate(), opener=CLEAN,
    )  # fmt: skip


def test_a_play_that_stands_is_heard_without_telling_what_one_may_not_see(secret: Staff, play: Play) -> None:
    address = f"/plays/{play.pk}/hear/?part=opener"
    to_anna = sign_in(secret.anna).post(address, {"opener": LEAKING}).text
    to_ben = sign_in(secret.ben).post(address, {"opener": LEAKING}).text
    assert "the name of the other buyer" in to_anna
    assert "can give another buyer away" in to_ben
    assert "the name of the other buyer" not in to_ben


@pytest.mark.parametrize(("name", "status"), [("nora", 200), ("analyst", 200), ("sara", 404), ("sven", 404)])
def test_a_play_is_heard_for_those_alone_who_may_change_it(secret: Staff, play: Play, name: str, status: int) -> None:
    assert sign_in(getattr(secret, name)).post(f"/plays/{play.pk}/hear/?part=opener").status_code == status


def test_the_form_of_a_play_asks_to_be_heard(secret: Staff, play: Play) -> None:
    prepared = sign_in(secret.anna).get(f"/plays/prepare/{OWN}/?driver=price_too_high&loss={LOSS}").text
    for part in ("opener", "question", "prompts", "adviser_script", "offer_note"):
        assert f'hx-post="/plays/prepare/{OWN}/hear/?loss={LOSS}&amp;part={part}"' in prepared
        assert f'id="heard-{part}" aria-live="polite"' in prepared
    assert f'hx-post="/plays/{play.pk}/hear/?part=opener"' in sign_in(secret.anna).get(f"/plays/{play.pk}/").text
