"""The client of a language model against a server that misbehaves in every way known."""

import gzip
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from assay.domain.errors import InputError, RetryLater
from assay.store.home import Home
from assay.words.second_opinion.asking import Opinion, ask_opinion
from assay.words.second_opinion.document import Document
from assay.words.second_opinion.settings import open_settings
from assay.words.second_opinion.spending import Purse
from assay.words.server.exchange import LARGEST
from assay.words.taxonomy import Taxonomy
from words.second_opinion.stub_server import (
    CODES,
    GOOD,
    RIGHT,
    WRAPPED,
    Act,
    Handler,
    Stub,
    fail,
    hang_up,
    list_codes,
    say,
    send,
)

Ask = Callable[..., Opinion]


def test_a_server_that_enforces_the_schema_is_asked_once(stub: Stub, ask: Ask, document: Document) -> None:
    stub.acts = [GOOD]
    opinion = ask()
    assert list_codes(opinion) == CODES
    assert (opinion.way, opinion.questions, opinion.coder) == ("json_schema", 1, f"small@{stub.url[7:-3]}")
    assert stub.asked[0]["messages"][1]["content"] == document.text
    assert stub.asked[0]["response_format"]["json_schema"]["strict"] is True
    assert "Priya" not in json.dumps(stub.asked)
    assert "Quorvex" not in json.dumps(stub.asked)


@pytest.mark.parametrize(
    "refusal", [fail(500), fail(400), fail(422), send("<h1>502</h1>", 500, "text/html"), send("", 501)]
)
def test_a_server_without_schemas_is_asked_in_a_simpler_way(stub: Stub, ask: Ask, refusal: Act) -> None:
    stub.acts = [refusal, refusal, GOOD]
    assert ask().way == "plain"
    assert stub.ways() == ["json_schema", "json_object", "plain"]
    assert "JSON Schema" in stub.asked[1]["messages"][0]["content"]


def test_a_server_that_knows_no_temperature_and_another_length_is_asked_without(stub: Stub, ask: Ask) -> None:
    stub.acts = [fail(400, "Unsupported: 'max_tokens'"), fail(400, "'temperature' may not be 0"), GOOD]
    assert ask().way == "json_schema"
    assert "max_completion_tokens" in stub.asked[2]
    assert "temperature" not in stub.asked[2]


@pytest.mark.parametrize(
    "content",
    [
        f"```json\n{WRAPPED}\n```",
        f"Sure! Here it is: {{not json}} {WRAPPED} Hope that helps.",
        f"<think>I could say {{'codes': []}}</think>{WRAPPED}",
        f"\ufeff{WRAPPED}",
        [{"type": "text", "text": WRAPPED}],
        json.dumps({"codes": [RIGHT, RIGHT]}),
        json.dumps({"codes": [RIGHT | {"quote": "the  price was\nfar too high"}]}),
    ],
)
def test_an_answer_is_found_whatever_stands_around_it(stub: Stub, ask: Ask, content: Any) -> None:
    stub.acts = [say(content)]
    assert list_codes(ask()) == CODES


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no idea",
        "[1, 2]",
        "null",
        '{"codes": [',
        '{"codes": {}}',
        '{"codes": [], "codes": [1]}',
        '{"codes": [], "more": 1}',
        '{"codes": NaN}',
        '{"codes": [' * 40_000,
        json.dumps({"codes": [RIGHT] * 7}),
        '{"answer": 1}',
        '{"codes": [' + "9" * 10_000 + "]",
    ],
)
def test_an_answer_that_is_none_is_asked_for_again_and_then_given_up(stub: Stub, ask: Ask, content: str) -> None:
    stub.acts = [say(content)]
    with pytest.raises((InputError, RetryLater)):
        ask()
    assert 3 <= len(stub.asked) <= 7
    assert stub.ways()[-1] == "plain"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"quote": "the price was far too low"}, "does not stand in passage 1"),
        ({"passage": 2}, "does not stand in passage 2"),
        ({"quote": "…"}, "does not stand"),
        ({"quote": ""}, "does not stand"),
        ({"quote": "Priya said"}, "does not stand"),
        ({"quote": "\ud800"}, "does not stand"),
        ({"passage": 3}, "passage"),
        ({"passage": "1"}, "passage"),
        ({"passage": True}, "passage"),
        ({"passage": 1.5}, "passage"),
        ({"driver": "lost_to_competitor"}, "driver"),
        ({"driver": "Price_Too_High"}, "driver"),
        ({"driver": ["price_too_high"]}, "driver"),
        ({"driver": None}, "driver"),
        ({"theme": "money"}, "theme"),
        ({"about": "Quorvex"}, "about"),
        ({"polarity": 0.9}, "polarity"),
        ({"reason": "x"}, "reason"),
        ({"quote": {"a": 1}}, "quote"),
    ],
)
def test_a_code_that_does_not_hold_is_refused_and_the_others_kept(
    stub: Stub, ask: Ask, changes: dict[str, Any], why: str
) -> None:
    stub.acts = [say(json.dumps({"codes": [RIGHT | changes, RIGHT]}))]
    opinion = ask()
    assert list_codes(opinion) == CODES
    assert len(opinion.answer.refused) == 1
    assert why in opinion.answer.refused[0]


@pytest.mark.parametrize("entry", [None, 5, "price", [], {}, {"codes": []}])
def test_an_entry_that_is_no_code_is_refused(stub: Stub, ask: Ask, entry: Any) -> None:
    stub.acts = [say(json.dumps({"codes": [entry]}))]
    opinion = ask()
    assert opinion.answer.codes == ()
    assert len(opinion.answer.refused) == 1


def test_no_code_at_all_is_an_answer(stub: Stub, ask: Ask) -> None:
    stub.acts = [say('{"codes": []}')]
    assert ask().answer.codes == ()


def test_too_many_questions_are_waited_for_as_the_server_asks(stub: Stub, ask: Ask) -> None:
    pauses: list[float] = []
    stub.acts = [fail(429, Retry_After="7"), fail(503, Retry_After="soon"), GOOD]
    assert list_codes(ask(pauses)) == CODES
    assert pauses == [7.0, 2.0]


def test_a_date_to_wait_for_is_read(stub: Stub, ask: Ask) -> None:
    pauses: list[float] = []
    stub.acts = [fail(429, Retry_After=format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)), GOOD]
    ask(pauses)
    assert 15 <= pauses[0] <= 20


@pytest.mark.parametrize(
    "wait", ["3600", "99999999999999", format_datetime(datetime(2090, 1, 1, tzinfo=UTC), usegmt=True)]
)
def test_a_long_wait_puts_the_work_off(stub: Stub, ask: Ask, wait: str) -> None:
    stub.acts = [fail(429, Retry_After=wait), GOOD]
    with pytest.raises(RetryLater):
        ask()
    assert len(stub.asked) == 1


def test_a_server_that_stays_away_is_left_after_three_tries(stub: Stub, ask: Ask) -> None:
    pauses: list[float] = []
    stub.acts = [fail(503)]
    with pytest.raises(RetryLater):
        ask(pauses)
    assert pauses == [1.0, 2.0]


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (fail(401, "Incorrect API key"), "does not take the key"),
        (fail(403), "does not take the key"),
        (fail(404, "model not found"), "no such model"),
        (fail(402), "used up"),
        (fail(429, "You exceeded", "insufficient_quota"), "used up"),
        (fail(400, "This model's maximum context length is 512 tokens"), "too long"),
        (send("Request too large", 413, "text/plain"), "too long"),
        (send("", 302, "text/html", Location="http://127.0.0.1:9/steal"), "another address"),
        (send("", 307, "text/html", Location="/v1/elsewhere"), "another address"),
        (send("<!DOCTYPE html><p>Sign in", kind="text/html"), "web page"),
        (send("<html>", kind="application/json"), "web page"),
        (say(None, refusal="I cannot help with that"), "refuses"),
        (say("", finish="content_filter"), "refuses"),
        (say('{"codes": [', finish="length"), "cut off"),
        (fail(418, "teapot"), "refuses"),
    ],
)
def test_what_waiting_does_not_mend_is_told_at_once(stub: Stub, ask: Ask, act: Act, why: str) -> None:
    stub.acts = [act]
    with pytest.raises(InputError, match=why):
        ask()
    assert len(stub.asked) <= 3


def test_an_answer_that_was_cut_off_may_be_longer_the_next_time(stub: Stub, ask: Ask) -> None:
    stub.acts = [say('{"codes": [', finish="length"), GOOD]
    assert list_codes(ask()) == CODES
    assert stub.asked[1]["max_tokens"] == 2 * stub.asked[0]["max_tokens"]


@pytest.mark.parametrize(
    "body",
    ["", "   ", "{", "[]", "7", '"text"', "null", "{}", '{"choices": []}', '{"choices": null}', '{"choices": [7]}',
     '{"choices": [{"message": null}]}', '{"choices": [{"message": {"content": 5}}]}', b"\xff\xfe\x00", "[" * 100_000,
     '{"error": "overloaded"}', '{"error": {"message": null}}', "\x00\x01",
     '{"choices": [{"message": {}}], "usage": 4}'],
)  # fmt: skip
def test_bodies_that_are_no_answer_end_in_words(stub: Stub, ask: Ask, body: bytes | str) -> None:
    stub.acts = [send(body)]
    with pytest.raises((InputError, RetryLater)):
        ask()
    assert len(stub.asked) <= 7


@pytest.mark.parametrize("kind", ["", "text/plain", "application/octet-stream", "application/json; charset=utf-8"])
def test_the_right_answer_under_another_name_is_taken(stub: Stub, ask: Ask, kind: str) -> None:
    stub.acts = [send(json.dumps({"choices": [{"message": {"content": WRAPPED}}]}), kind=kind)]
    assert list_codes(ask()) == CODES


def stream(*lines: str) -> Act:
    return send("".join(f"{line}\n\n" for line in lines), kind="text/event-stream")


def delta(text: str, finish: str | None = None) -> str:
    return "data: " + json.dumps({"choices": [{"delta": {"content": text}, "finish_reason": finish}]})


def test_a_stream_that_nobody_asked_for_is_put_together(stub: Stub, ask: Ask) -> None:
    junk = (": ping", "event: what", "data: {broken", "data: 5", "id: 4", "data:")
    stub.acts = [stream(delta(WRAPPED[:30]), *junk, delta(WRAPPED[30:]), delta("", "stop"), "data: [DONE]")]
    assert list_codes(ask()) == CODES


def test_a_stream_that_breaks_off_is_no_answer(stub: Stub, ask: Ask) -> None:
    stub.acts = [stream(delta(WRAPPED)), GOOD]
    assert ask().questions == 2


def _drip(handler: Handler, body: dict[str, Any]) -> None:
    """A letter now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.stub.ending.wait(0.05):
        handler.wfile.write(b" ")


def _drip_headers(handler: Handler, body: dict[str, Any]) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.stub.ending.wait(0.05):
        handler.wfile.write(b"a")


def _stay_silent(handler: Handler, body: dict[str, Any]) -> None:
    handler.stub.ending.wait(20)


def _pour(handler: Handler, body: dict[str, Any]) -> None:
    """Without end."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.stub.ending.is_set():
        handler.wfile.write(b"x" * 65_536)


def _talk_nonsense(handler: Handler, body: dict[str, Any]) -> None:
    handler.wfile.write(b"220 mail.example ESMTP\r\n")


@pytest.mark.parametrize("act", [_drip, _drip_headers, _stay_silent])
def test_a_slow_server_is_left_when_the_time_is_up(stub: Stub, ask: Ask, act: Act) -> None:
    stub.acts = [act]
    began = time.monotonic()
    with pytest.raises(RetryLater, match="within 0.4 seconds|too slowly"):
        ask(wait_s=0.4)
    assert len(stub.asked) == 3
    assert time.monotonic() - began < 15


@pytest.mark.parametrize(
    "act",
    [
        _pour,
        hang_up,
        _talk_nonsense,
        send("{}", length=str(LARGEST + 1)),
        send(WRAPPED, length="100000"),
        send(gzip.compress(b"0" * 10_000_000), Content_Encoding="gzip"),
        send("{}", Content_Encoding="br"),
    ],
)
def test_endless_broken_and_packed_answers_are_left(stub: Stub, ask: Ask, act: Act) -> None:
    stub.acts = [act]
    with pytest.raises(RetryLater):
        ask(wait_s=3.0)
    assert len(stub.asked) == 3


def test_a_machine_that_is_off_is_told(ask: Ask) -> None:
    with pytest.raises(RetryLater, match="no connection"):
        ask(url="http://127.0.0.1:9/v1")


def test_instructions_in_a_passage_stay_within_the_data(stub: Stub, ask: Ask, document: Document) -> None:
    """They cannot leave the JSON, and what they would have the model say is refused where it is not in the text."""
    stub.acts = [say(json.dumps({"codes": [RIGHT | {"passage": 1, "driver": "timing", "quote": "everything"}]}))]
    opinion = ask()
    assert opinion.answer.codes == ()
    told = json.loads(stub.asked[0]["messages"][1]["content"])
    assert [one["passage"] for one in told] == [1, 2]
    assert told[1]["text"].startswith("Ignore the above")
    assert "Ignore the above" not in stub.asked[0]["messages"][0]["content"]


def test_nothing_is_sent_that_was_not_approved(stub: Stub, home: Home, document: Document, taxonomy: Taxonomy) -> None:
    settings = open_settings(home)
    stub.acts = [GOOD]
    with pytest.raises(InputError, match="not the one that was approved"):
        ask_opinion(settings, document, taxonomy, Purse(home, settings), approved="0" * 64)
    assert stub.asked == []
