"""What stands on the page of today of deals like a loss that was understood, by what the owner may see."""

from typing import Any

import pytest
from django.test import RequestFactory

from assay.store.home import Home
from assay.web.confirming.models import Notice
from assay.web.confirming.today import list_told, name_losses, say_notice
from assay.web.people.models import User
from assay.web.request import Request
from assay.web.scoping import find_scope
from reports.catalogue.made_catalogue import MadeDeal, put_catalogue
from web.confirming.conftest import BENS, LOSS, OWN, SARAS, Say
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, Staff, sign_in


def _ask(user: User) -> Any:
    request: Any = RequestFactory().get("/")
    request.user, request.scope = user, find_scope(user)
    return request


def test_whoever_may_not_see_the_loss_reads_the_reason_and_not_its_name(company: Staff, say: Say) -> None:
    say(sign_in(company.nora), "confirm")
    anna, sara = (Notice.objects.get(user=user) for user in (company.anna, company.sara))
    assert "as in Lost press: Price" in say_notice(anna, name_losses(_ask(company.anna), [anna]))
    told = say_notice(sara, name_losses(_ask(company.sara), [sara]))
    assert "Lost press" not in told
    assert "Price" in told
    assert "70 %" in told


def test_whoever_may_not_see_the_loss_is_not_led_to_it(company: Staff, say: Say) -> None:
    say(sign_in(company.nora), "confirm")
    sara = Notice.objects.get(user=company.sara)
    led = sign_in(company.sara).get(f"/confirming/notices/{sara.pk}/")
    assert f"/{LOSS}/" not in led["Location"]
    assert f"/{SARAS}/" in led["Location"]


@pytest.fixture
def catalogue(company: Staff, tmp_path: Any) -> Any:
    from assay.reports.catalogue.opening import open_catalogue

    put_catalogue(
        tmp_path,
        [
            MadeDeal(LOSS, ANNA_SELLER, "lost", "Lost press", closed=10),
            MadeDeal(OWN, ANNA_SELLER, "open", "Open crane"),
            MadeDeal(BENS, BEN_SELLER, "won", "Open saw", closed=1),
            MadeDeal(SARAS, SARA_SELLER, "open", "Open mill"),
        ],
    )
    return open_catalogue(Home(tmp_path, {}))


def test_an_owner_reads_of_own_open_deals_until_it_is_opened(company: Staff, say: Say, catalogue: Any) -> None:
    say(sign_in(company.nora), "confirm")
    request: Request = _ask(company.anna)
    section = list_told(request, catalogue)
    assert section is not None
    assert [line.label for line in section.lines] == ["Open crane"]
    sign_in(company.anna).get(section.lines[0].address)
    assert list_told(request, catalogue) is None


def test_a_deal_that_has_ended_meanwhile_is_named_no_longer(company: Staff, say: Say, catalogue: Any) -> None:
    say(sign_in(company.nora), "confirm")
    assert list_told(_ask(company.ben), catalogue) is None
