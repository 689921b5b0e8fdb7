"""What asking for a second opinion costs, the cap on it, and its key."""

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from assay.domain.errors import InputError, RetryLater
from assay.store.home import Home
from assay.words.second_opinion.asking import Opinion
from assay.words.second_opinion.spending import find_spent
from words.second_opinion.stub_server import (
    GOOD,
    WRAPPED,
    Stub,
    fail,
    hang_up,
    say,
)

Ask = Callable[..., Opinion]


def test_costs_are_counted_and_kept(stub: Stub, ask: Ask, home: Home) -> None:
    stub.acts = [say("nonsense"), GOOD]
    opinion = ask()
    assert (opinion.tokens_in, opinion.tokens_out) == (1800, 200)
    assert opinion.money == pytest.approx((1800 * 2 + 200 * 10) / 1e6)
    assert not opinion.is_estimated
    assert find_spent(home).money == pytest.approx(opinion.money)


@pytest.mark.parametrize("usage", [{}, {"prompt_tokens": -5}, {"prompt_tokens": "9", "completion_tokens": True}, []])
def test_where_the_server_does_not_count_costs_are_estimated(stub: Stub, ask: Ask, usage: Any) -> None:
    stub.acts = [say(WRAPPED, usage=usage)]
    opinion = ask()
    assert opinion.is_estimated
    assert opinion.tokens_in > 1000
    assert opinion.tokens_out > 20


def test_an_answer_that_never_came_counts_at_its_worst(stub: Stub, ask: Ask, home: Home) -> None:
    stub.acts = [hang_up]
    with pytest.raises(RetryLater):
        ask()
    assert find_spent(home).tokens_out == 3 * 2000


def test_the_cap_of_the_month_stops_before_it_is_passed(stub: Stub, ask: Ask, home: Home) -> None:
    stub.acts = [GOOD]
    with pytest.raises(InputError, match="cap of 0.001"):
        ask(cap=0.001)
    assert stub.asked == []
    assert find_spent(home).questions == 0
    while (asked := len(stub.asked)) < 100:
        with suppress(InputError):
            ask(cap=0.05)
        if len(stub.asked) == asked:
            break
    assert 1 < len(stub.asked) < 100
    assert find_spent(home).money <= 0.05


def test_the_key_is_sent_and_stands_nowhere_else(
    stub: Stub, ask: Ask, home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OPINION_KEY", "k-SECRET-1")
    stub.acts = [fail(401, "Incorrect key: k-SECRET-1")]
    with caplog.at_level(logging.DEBUG), pytest.raises(InputError) as caught:
        ask(key_variable="OPINION_KEY")
    assert stub.headers[0]["Authorization"] == "Bearer k-SECRET-1"
    everything = [str(caught.value), caplog.text, json.dumps(stub.asked)]
    everything += [path.read_text(encoding="utf-8") for path in home.path.rglob("*") if path.is_file()]
    assert not any("SECRET" in text for text in everything)


def test_a_password_of_the_machine_is_never_sent(
    stub: Stub, ask: Ask, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = home.path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    stub.acts = [GOOD]
    ask()
    assert "Authorization" not in stub.headers[0]
