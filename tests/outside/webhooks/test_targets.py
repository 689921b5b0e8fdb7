"""To which addresses webhooks go."""

import socket
from typing import Any

import pytest

from assay.outside.webhooks.targets import Rules, Target, TargetRefused, look_up_target, read_target


def test_an_https_address_is_taken_apart() -> None:
    target = read_target("https://Bücher.example:8443/hooks/ä?to=sales team".replace(" ", "%20"), Rules())
    assert target == Target(True, "xn--bcher-kva.example", 8443, "/hooks/%C3%A4?to=sales%20team")
    assert read_target("https://example.org", Rules()) == Target(True, "example.org", 443, "/")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("ftp://example.org/x", "form"),
        ("example.org/x", "form"),
        ("https:///x", "form"),
        ("https://example.org:99999/x", "form"),
        ("https://[::1/x", "form"),
        ("https://example.org/a#b", "form"),
        ("https://exa\nmple.org/", "form"),
        ("https://example.org\\@10.0.0.1/", "form"),
        ("https://example.org/" + "x" * 500, "form"),
        ("https://user:secret@example.org/", "password"),
        ("http://example.org/x", "plain"),
        ("http://10.0.0.1/x", "plain"),
        ("http://127.0.0.1:8000/x", "plain"),
    ],
)
def test_what_is_no_safe_address_is_refused_before_anybody_is_asked(url: str, kind: str) -> None:
    with pytest.raises(TargetRefused) as told:
        read_target(url, Rules())
    assert told.value.kind == kind


def test_this_very_machine_is_told_without_encryption_where_it_is_allowed_by_name() -> None:
    rules = Rules(frozenset({"127.0.0.1"}))
    target = read_target("http://127.0.0.1:8000/x", rules)
    assert (target.is_encrypted, target.port, look_up_target(target, rules)) == (False, 8000, "127.0.0.1")
    with pytest.raises(TargetRefused):
        read_target("http://10.0.0.1/x", Rules(frozenset({"10.0.0.1"})))


def test_a_server_that_shows_errors_in_the_browser_may_tell_itself() -> None:
    rules = Rules(opens_own=True)
    assert look_up_target(read_target("http://localhost:8000/x", rules), rules) in {"127.0.0.1", "::1"}


def test_a_plain_address_whose_name_leads_elsewhere_by_now_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = Rules(frozenset({"localhost"}))
    target = read_target("http://localhost:8000/x", rules)
    found: Any = [(2, 1, 6, "", ("93.184.216.34", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **told: found)
    with pytest.raises(TargetRefused):
        look_up_target(target, rules)
