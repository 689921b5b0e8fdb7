"""Every question to the API: who is answered. A new one fails here until it stands in the table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from assay.web.api.endpoints import api
from assay.web.api.models import AccessToken
from assay.web.people.models import Role, SellerLink, Team, User
from browser.whole_company import made_company as made_company
from web.api.conftest import give_token
from web.api.conftest import whole as whole
from web.conftest import PASSWORD

#: (owner of the deal, a rep of the same team, manager of another team, who sees all) -> status
_ALL = (200, 200, 200, 200)
_OWN = (200, 404, 404, 200)
_NEW = (201, 404, 404, 201)

#: what is asked: method and path; who is answered; what is sent
_ASKED: dict[str, tuple[tuple[int, int, int, int], dict[str, Any] | None]] = {
    "GET me": (_ALL, None),
    "GET deals": (_ALL, None),
    "GET deals/{deal_id}": (_OWN, None),
    "GET deals/{deal_id}/verdict": (_OWN, None),
    "POST deals/{deal_id}/verdict/confirm": (_OWN, {"mains": "as computed"}),
    "PUT deals/{deal_id}/verdict": (_OWN, {"mains": ["timing"]}),
    "DELETE deals/{deal_id}/verdict": (_OWN, None),
    "GET deals/{deal_id}/like": (_OWN, None),
    "GET like": (_ALL, None),
    "GET at-risk": (_ALL, None),
    "GET won-back": (_ALL, None),
    "GET deals/{deal_id}/ties": (_OWN, None),
    "GET offers": (_ALL, None),
    "GET deals/{deal_id}/script": (_OWN, None),
    "POST deals/{deal_id}/script/check": (_OWN, {"loss_id": "the loss", "opener": "Hello"}),
    "GET plays": (_ALL, None),
    "POST plays": (_NEW, {"deal_id": "the open deal", "driver": "timing"}),
    "GET plays/{number}": (_OWN, None),
    "PATCH plays/{number}": (_OWN, {"opener": "Good day"}),
    "POST plays/{number}/drop": (_OWN, {"why": "They called us."}),
    "POST plays/{number}/calls": (_NEW, {"result": "no_answer"}),
    "GET plays/{number}/calls/{call}": (_OWN, None),
    "POST plays/{number}/calls/{call}/concern": (_OWN, {"driver": "timing"}),
    "GET ledger": (_ALL, None),
    "GET today": (_ALL, None),
    # of nobody but oneself and one's team; who leads nobody and who sees all have none
    "GET strengths": ((200, 200, 404, 404), None),
    "GET patterns": (_ALL, None),
    "GET patterns/competitors": (_ALL, None),
    # none is known of this company, whoever asks
    "GET patterns/competitors/{competitor}": ((404, 404, 404, 404), None),
    "GET patterns/practices": (_ALL, None),
    "GET patterns/{section}": (_ALL, None),
    "GET patterns/{section}/{code}": (_ALL, None),
    "GET results": (_ALL, None),
    # no run lies on the disk of this home: whoever may have the table is told so
    "GET results/{name}": ((403, 403, 403, 422), None),
}

_PEOPLE = ("owner", "teammate", "other_manager", "analyst")


@dataclass(frozen=True)
class Set:
    """People, and what they ask about."""

    people: dict[str, User]
    loss: int
    open: int
    mains: list[str]
    play: dict[str, Any]


Ask = Callable[..., tuple[int, Any]]


def _ask(headers: dict[str, str], name: str, path: str, told: Any) -> tuple[int, Any]:
    method = getattr(Client(), name.split()[0].lower())
    sent = {} if told is None else {"data": told, "content_type": "application/json"}
    answer = method(f"/api/v1/{path}", headers=headers, **sent)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, SimpleNamespace(headers=answer.headers, body=body, json=answer.json)


@pytest.fixture
def company(whole: duckdb.DuckDBPyConnection) -> Iterator[Set]:
    """A loss and an open deal of the owner's, whose verdict was corrected and who has a play with a call."""
    presses, others = Team.objects.create(name="Presses"), Team.objects.create(name="Others")
    (owner, owner_name), (mate, mate_name) = whole.execute(
        "SELECT id, name FROM seller ORDER BY name LIMIT 2"
    ).fetchall()
    people = {}
    for name, role, team in (
        ("owner", Role.REP, presses), ("teammate", Role.REP, presses), ("other_manager", Role.MANAGER, others),
        ("analyst", Role.ANALYST, None),
    ):  # fmt: skip
        people[name] = User.objects.create_user(f"{name}@example.org", PASSWORD, name=name, role=role, team=team)
    SellerLink.objects.create(user=people["owner"], seller_id=owner, name=owner_name)
    SellerLink.objects.create(user=people["teammate"], seller_id=mate, name=mate_name)
    found = f"SELECT min(id) FROM deal WHERE owner_id = {owner} AND outcome = '{{}}'"
    loss, open_ = (whole.execute(found.format(outcome)).fetchall()[0][0] for outcome in ("lost", "open"))
    whole.execute(f"INSERT INTO verdict (deal_id, view, standing) VALUES ({loss}, 'look_back', 'told')")
    whole.execute(
        "INSERT INTO reason (deal_id, view, driver, p_active, p, p_low, p_high, p_main, rank, whose, stated_by_rep,"
        f" stated_by_buyer, for_rows, against_rows) SELECT deal, view, 'price_too_high', 0.7, 0.7, 0.5, 0.9, 0.7, 1,"
        f" 'ours', false, false, 1, 0 FROM (VALUES ({loss}, 'look_back'), ({open_}, 'open')) t(deal, view)"
    )
    own = {"Authorization": f"Bearer {give_token(people['owner'])}"}
    told = {"mains": ["timing"]}
    status, _ = _ask(own | {"If-Match": '"0"'}, "PUT", f"deals/{loss}/verdict", told)
    assert status == 200
    mains = _ask(own, "GET", f"deals/{loss}/verdict", None)[1].json()["mains"]
    status, made = _ask(own, "POST", "plays", {"deal_id": str(open_), "driver": "price_too_high"})
    assert status == 201
    call = {"result": "other_concern", "said": "There is no money left."}
    path = f"plays/{made.json()['id']}"
    status, made = _ask(own | {"If-Match": made.headers["ETag"]}, "POST", f"{path}/calls", call)
    assert status == 201
    yield Set(people, loss, open_, mains, made.json())
    for table in ("verdict", "reason"):
        whole.execute(f"DELETE FROM {table} WHERE deal_id IN ({loss}, {open_})")


def _fill(company: Set, name: str, told: dict[str, Any] | None) -> tuple[str, dict[str, Any] | None, str]:
    """The path with what it is about, what is sent, and the version."""
    path = name.split()[1]
    about_open = path.endswith(("ties", "script", "script/check"))
    parts = {
        "deal_id": company.open if about_open else company.loss,
        "number": company.play["id"],
        "call": company.play["calls"][0]["id"],
        "competitor": 1,
        "section": "drivers",
        "code": "price_too_high",
        "name": "verdict",
    }
    query = {
        "GET like": "?reason=price_too_high",
        "GET offers": "?reason=price_too_high",
        "GET ledger": "?days=30",
        "GET deals/{deal_id}/script": "?reason=timing",
    }.get(name, "")
    known = {"the loss": str(company.loss), "the open deal": str(company.open), "as computed": company.mains}
    sent = None if told is None else {key: known.get(str(value), value) for key, value in told.items()}
    version = company.play["version"]
    if "verdict" in path:
        version = 1
    elif path.endswith("concern"):
        version = company.play["calls"][0]["version"]
    return path.format(**parts) + query, sent, f'"{version}"'


def test_every_question_stands_in_the_table() -> None:
    told = api.get_openapi_schema()["paths"]
    asked = {
        f"{method.upper()} {path.removeprefix('/api/v1/')}" for path, methods in told.items() for method in methods
    }
    assert asked == set(_ASKED)


@pytest.mark.parametrize("name", _ASKED)
def test_whoever_may_know_is_answered_and_nobody_else(company: Set, name: str) -> None:
    allowed, told = _ASKED[name]
    path, sent, version = _fill(company, name, told)
    # those who may not first: what they did not do is there to be done by whoever may
    for who, status in sorted(zip(_PEOPLE, allowed, strict=True), key=lambda pair: -pair[1])[:-1] or ():
        if status in (200, 201) and not name.startswith("GET"):
            continue
        headers = {"Authorization": f"Bearer {give_token(company.people[who])}", "If-Match": version}
        assert (who, _ask(headers, name, path, sent)[0]) == (who, status)
    headers = {"Authorization": f"Bearer {give_token(company.people['owner'])}", "If-Match": version}
    assert _ask(headers, name, path, sent)[0] == allowed[0]


@pytest.mark.parametrize("name", _ASKED)
def test_without_a_token_that_stands_nobody_is_answered(company: Set, name: str) -> None:
    path, sent, version = _fill(company, name, _ASKED[name][1])
    token = give_token(company.people["owner"])
    AccessToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    for headers in ({}, {"Authorization": f"Bearer {token}"}):
        assert _ask(headers | {"If-Match": version}, name, path, sent)[0] == 401


@pytest.mark.parametrize("name", [name for name in _ASKED if not name.startswith("GET")])
def test_a_token_that_may_only_read_changes_nothing(company: Set, name: str) -> None:
    path, sent, version = _fill(company, name, _ASKED[name][1])
    token = give_token(company.people["owner"], can_write=False)
    status = _ask({"Authorization": f"Bearer {token}", "If-Match": version}, name, path, sent)[0]
    assert status == (200 if name.endswith("script/check") else 403)


@pytest.mark.parametrize(
    "name", [name for name in _ASKED if "{" in name and not name.startswith("GET") and "check" not in name]
)
def test_a_change_without_a_version_or_over_an_old_one_is_refused(company: Set, name: str) -> None:
    path, sent, version = _fill(company, name, _ASKED[name][1])
    headers = {"Authorization": f"Bearer {give_token(company.people['analyst'])}"}
    assert _ask(headers, name, path, sent)[0] == 428
    status, answer = _ask(headers | {"If-Match": '"99"'}, name, path, sent)
    assert (status, answer.headers["ETag"]) == (412, version)
    assert f'"{answer.json()["now"]["version"]}"' == version
