"""The code that the guide gives to whoever receives webhooks, run on what is really sent."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assay.web.webhooks.announcing import announce
from assay.web.webhooks.events import NAMES, PING
from assay.web.webhooks.models import Endpoint
from assay.web.webhooks.secrets import read_secret
from assay.web.webhooks.sending import send_due
from webhook_receiver import Receiver, Taken

GUIDE = (Path(__file__).parents[3] / "docs" / "guide" / "webhooks.md").read_text(encoding="utf-8")


@pytest.fixture
def is_genuine() -> Callable[..., bool]:
    """As the guide has it."""
    code = re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    assert code
    told: dict[str, Any] = {}
    exec(code[1], told)  # noqa: S102 - the guide's own code
    return told["is_genuine"]  # type: ignore[no-any-return]


@pytest.fixture
def taken(endpoint: Endpoint, receiver: Receiver) -> Taken:
    """A message that has arrived."""
    announce("play.made", {"deal": {"name": "Müller & Söhne"}})
    send_due(endpoint.pk)
    return receiver.taken[0]


def test_it_takes_what_comes_from_here(taken: Taken, endpoint: Endpoint, is_genuine: Callable[..., bool]) -> None:
    assert is_genuine(read_secret(endpoint), taken.headers, taken.body)
    both = taken.headers | {"webhook-signature": f"v1,AAAA {taken.headers['webhook-signature']}"}
    assert is_genuine(read_secret(endpoint), both, taken.body)


def test_it_refuses_what_was_changed_what_is_old_and_what_another_signed(
    taken: Taken, endpoint: Endpoint, is_genuine: Callable[..., bool]
) -> None:
    secret = read_secret(endpoint)
    assert not is_genuine(secret, taken.headers, taken.body + b" ")
    assert not is_genuine(secret, taken.headers | {"webhook-id": "msg_other"}, taken.body)
    assert not is_genuine(secret, taken.headers | {"webhook-timestamp": str(int(time.time()) - 301)}, taken.body)
    assert not is_genuine("whsec_" + "A" * 43 + "=", taken.headers, taken.body)


def test_it_names_every_type_of_event_with_what_it_holds() -> None:
    for name in (*NAMES, PING):
        assert GUIDE.count(f"| `{name}` |") == 2
