"""What would give a loss away is gathered from the record, and what the open deal has too is left out."""

from datetime import date

import pytest

from asking.conftest import Put
from assay.asking.ask import Ask
from assay.rescue.saying.filling import Called, choose_called, read_filling
from assay.rescue.saying.secrets import allow, read_secrets

DAY = 86400
LOSS, OPEN = 11, 12


@pytest.fixture(autouse=True)
def company(put: Put) -> None:
    """Erik works at Noir, which was lost by Ann; Fay at Blanc, whose deal Ann has open."""
    put("run", run_id="r", as_of=1000 * DAY, known_by=1000 * DAY)
    for number, name, domain, trade in ((1, "Noir AG", "www.noir.ch", "Food"), (2, "Blanc", "blanc.fr", "Toys")):
        put("account", id=number, name=name, domain=domain, industry=trade, country="CH")
    for number in range(3, 9):
        put("account", id=number, name=f"Other {number}", industry="Toys", country="CH")
    for number, name in ((101, "Ann Lind"), (102, "Bo Berg")):
        put("seller", id=number, name=name, email=f"{number}@us.example")
    told = {"owner_id": 101, "known_at": 0}
    put("deal", id=LOSS, name="Noir rollout", account_id=1, outcome="lost", amount=248_000, product="Yard",
        opened_at=DAY, closed_at=90 * DAY, **told)  # fmt: skip
    put("deal", id=OPEN, name="Blanc one", account_id=2, outcome="open", stage="Offer", **told)
    put("person", id=201, full_name="Erik Holm", title="Head of Ice", account_id=1, email="erik@noir.ch", known_at=0)
    put("person", id=202, full_name="Fay Lund", title="Buyer", account_id=2, email="fay@us.example", known_at=0)
    put("deal_person", id=1, deal_id=OPEN, person_id=202, role="champion", known_at=0)
    put("statement", id=1, deal_id=LOSS, side="buyer", origin="debrief", text="It was 340 licences too many.",
        circle="debrief 1", known_at=0)  # fmt: skip


def test_names_days_sums_and_words_of_the_loss_are_secret(ask: Ask) -> None:
    found = read_secrets(ask, LOSS)
    assert found.companies == ("Noir AG",)
    assert found.people == ("Ann Lind", "Erik Holm")
    assert found.domains == ("noir.ch",)
    assert found.titles == ("Head of Ice",)
    assert found.amounts == (248_000.0,)
    assert found.figures == ((340.0, "licences"),)
    assert found.days == (date(1970, 1, 2), date(1970, 4, 1))
    assert found.products == ("Yard",)


def test_words_of_a_closed_circle_are_secret_too(ask: Ask) -> None:
    assert read_secrets(ask, LOSS).quotes == ("It was 340 licences too many.",)


def test_a_trade_is_secret_where_fewer_than_five_accounts_share_it(ask: Ask) -> None:
    assert read_secrets(ask, LOSS).traits == (("Food",),)
    assert read_secrets(ask, OPEN).traits == ()


def test_what_the_open_deal_has_too_is_no_secret(ask: Ask, put: Put) -> None:
    put("deal", id=13, name="Blanc two", account_id=2, outcome="open", owner_id=101, product="Yard", known_at=0)
    found = read_secrets(ask, LOSS, 13)
    assert found.people == ("Erik Holm",)
    assert found.products == ()
    assert "Bo Berg" in allow(found, ["Bo Berg"]).allowed


def test_a_loss_that_is_not_there_has_no_secrets(ask: Ask) -> None:
    assert read_secrets(ask, 999).companies == ()


def test_a_buyer_is_called_by_name_as_the_language_does(ask: Ask) -> None:
    called = choose_called(ask, OPEN)
    assert called == Called(202, "Fay Lund", "Buyer")
    assert read_filling(ask, OPEN, "timing", "Timing", "en", called, "Ann")["buyer"] == "Fay"
    assert read_filling(ask, OPEN, "timing", "Timing", "de", called, "Ann")["buyer"] == "Fay Lund"


def test_whoever_must_not_be_contacted_is_not_called(ask: Ask, put: Put) -> None:
    put("deal", id=14, name="Gris", account_id=3, outcome="open", known_at=0)
    put("person", id=203, full_name="Gil Noor", account_id=3, do_not_contact=True, known_at=0)
    put("deal_person", id=2, deal_id=14, person_id=203, role="user", known_at=0)
    assert choose_called(ask, 14) == Called()


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        (("First", "Offer"), "Our talks have come a good way by now."),
        (("Offer", "Last"), "We are still early in our talks."),
        (("First", "Second", "Offer", "Fourth", "Last"), ""),
    ],
)
def test_the_stage_is_said_by_its_place_among_the_open_ones(
    ask: Ask, put: Put, stages: tuple[str, ...], said: str
) -> None:
    for place, code in enumerate(stages):
        put("stage", id=place + 1, code=code, stage_class="open", sort_order=place)
    assert read_filling(ask, OPEN, "timing", "Timing", "en", Called(), "Ann")["stage"] == said


def test_own_words_are_quoted_back_to_whoever_said_them_alone(ask: Ask, put: Put) -> None:
    put("statement", id=2, deal_id=OPEN, side="buyer", speaker_id=202, origin="email", text="Not before May.")
    put("statement_code", id=1, statement_id=2, driver="timing", coder="person")
    fay = choose_called(ask, OPEN)
    assert read_filling(ask, OPEN, "timing", "Timing", "en", fay, "Ann")["known"] == "Not before May."
    assert read_filling(ask, OPEN, "no_budget", "No budget", "en", fay, "Ann")["known"] == ""
    assert read_filling(ask, OPEN, "timing", "Timing", "en", Called(9, "Gil Noor"), "Ann")["known"] == ""
