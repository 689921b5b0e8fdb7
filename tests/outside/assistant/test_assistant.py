"""An assistant asks by MCP, over a process of its own, with the rights of the person whose token it has."""

import json
import os
import sys
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import anyio
import pytest
from django.utils import timezone
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from assay.domain.errors import InputError
from assay.outside.assistant.asking import open_api
from assay.outside.assistant.serving import make_server
from assay.web.plays.models import Play
from browser.whole_company import Served
from browser.whole_company import made_company as made_company
from browser.whole_company import served as served
from web.api.conftest import give_token

_COMMAND = "from assay.cli import main; main(['mcp'])"


async def talk(address: str, token: str, calls: list[tuple[str, dict[str, Any]]]) -> tuple[list[str], list[Any]]:
    """The names of the tools, and what each call was answered."""
    environment = {**os.environ, "ASSAY_URL": address, "ASSAY_TOKEN": token}
    started = StdioServerParameters(command=sys.executable, args=["-c", _COMMAND], env=environment)
    async with Client(stdio_client(started)) as client:
        tools = [tool.name for tool in (await client.list_tools()).tools]
        answers = [await client.call_tool(name, told) for name, told in calls]
    return tools, answers


def read_answer(answer: Any) -> Any:
    return json.loads(answer.content[0].text)


def run_alone(work: Coroutine[Any, Any, Any]) -> Any:
    async def wait() -> Any:
        return await work

    # in a thread of its own: a browser of another test may have left its loop in this one
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, wait).result()


@pytest.mark.slow
def test_an_assistant_finds_what_its_person_may_see_and_no_more(served: Served) -> None:
    calls = [("find_deals", {"text": ""}), ("deals_like", {"reasons": ["price_too_high"]})]
    tools, answers = run_alone(talk(served.address, give_token(served.administrator, can_write=False), calls))
    assert {
        "deals_like",
        "at_risk",
        "who_else_can_talk",
        "what_to_offer",
        "what_to_say",
        "make_play",
        "record_call",
    } <= set(tools)
    assert {deal["owner"] for deal in read_answer(answers[0])["deals"]} > {"Mara Lind"}
    assert read_answer(answers[1])["source"] == "reasons"
    _, own = run_alone(talk(served.address, give_token(served.rep, can_write=False), calls[:1]))
    assert {deal["owner"] for deal in read_answer(own[0])["deals"]} == {"Mara Lind"}


@pytest.mark.slow
def test_tools_that_only_read_are_marked_and_answer(served: Served) -> None:
    calls: list[tuple[str, dict[str, Any]]] = [
        ("today", {}), ("ledger", {}), ("won_back_watch", {}), ("patterns", {}), ("patterns", {"section": "time"}),
        ("what_to_offer", {"reason": "timing"}),
    ]  # fmt: skip
    _, answers = run_alone(talk(served.address, give_token(served.rep, can_write=False), calls))
    assert [answer.is_error for answer in answers] == [False] * len(calls)
    assert read_answer(answers[1])["own"]["plays"] == 0
    assert list_writing() == {
        "confirm_verdict",
        "correct_verdict",
        "make_play",
        "record_call",
        "change_play",
        "drop_play",
    }


def list_writing() -> set[str]:
    """The tools that are not marked as only reading."""

    async def list_tools() -> list[Any]:
        return list(await make_server(open_api("http://localhost:1", "assay_x")).list_tools())

    return {tool.name for tool in run_alone(list_tools()) if not tool.annotations.read_only_hint}


@pytest.mark.slow
@pytest.mark.parametrize("told", [{"section": "../me"}, {"section": ".."}, {"section": "drivers", "code": "a/b"}])
def test_a_name_is_no_part_of_an_address(served: Served, told: dict[str, str]) -> None:
    token = give_token(served.rep, can_write=False)
    _, (answer,) = run_alone(talk(served.address, token, [("patterns", told)]))
    assert answer.is_error
    assert "is no name" in answer.content[0].text


@pytest.mark.slow
def test_what_to_say_is_not_told_of_a_deal_of_others(served: Served) -> None:
    others = served.connection.execute(
        "SELECT d.id FROM deal d JOIN seller s ON s.id = d.owner_id WHERE s.name <> 'Mara Lind' AND d.outcome = 'open'"
    ).fetchall()
    calls = [
        ("what_to_say", {"deal_id": str(others[0][0]), "reason": "timing"}),
        ("who_else_can_talk", {"deal_id": str(others[0][0])}),
    ]
    _, answers = run_alone(talk(served.address, give_token(served.rep, can_write=False), calls))
    assert ["none that you may see" in answer.content[0].text for answer in answers] == [True, True]


@pytest.mark.slow
def test_what_the_api_refuses_is_told_to_the_assistant(served: Served) -> None:
    told = {"deal_id": str(next(iter(served.deals.values()))), "driver": "price_too_high"}
    _, (answer,) = run_alone(talk(served.address, give_token(served.rep, can_write=False), [("make_play", told)]))
    assert answer.is_error
    assert "This token may only read." in answer.content[0].text


@pytest.mark.parametrize(("address", "token"), [("localhost", "assay_x"), ("http://localhost:1", "")])
def test_an_address_and_a_token_are_asked_for(address: str, token: str) -> None:
    with pytest.raises(InputError):
        open_api(address, token)


def test_where_nobody_answers_it_says_so() -> None:
    with pytest.raises(InputError, match="does not answer"):
        open_api("http://127.0.0.1:9", "assay_x").get("me")


@pytest.mark.slow
def test_an_assistant_changes_a_play_over_the_version_that_it_read_and_no_other(served: Served) -> None:
    due = timezone.localdate() + timedelta(days=3)
    with_own = {
        "deal_id": 1,
        "deal_name": "Crane",
        "driver": "timing",
        "source": "risk",
        "due": due,
        "question": "How?",
    }
    play = Play.objects.create(owner=served.rep, made_by=served.rep, **with_own)
    later = (due + timedelta(days=4)).isoformat()
    calls: list[tuple[str, dict[str, Any]]] = [
        ("change_play", {"play": play.pk, "version": 1, "due": later, "question": ""}),
        ("change_play", {"play": play.pk, "version": 1, "opener": "Hello"}),
        ("change_play", {"play": play.pk, "version": 2, "due": "next week"}),
        ("change_play", {"play": play.pk, "version": 2, "owner": "nobody@example.org"}),
    ]
    _, answers = run_alone(talk(served.address, give_token(served.rep), calls))
    assert [answer.is_error for answer in answers] == [False, True, True, True]
    assert [read_answer(answers[0])[name] for name in ("due", "question", "version")] == [later, "", 2]
    said = [answer.content[0].text for answer in answers[1:]]
    assert "has been changed since you read it" in said[0]
    assert "due: " in said[1]
    assert "nobody signs in here as 'nobody@example.org'" in said[2]
    play.refresh_from_db()
    assert (play.version, play.opener) == (2, "")
