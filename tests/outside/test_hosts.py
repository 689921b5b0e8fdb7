"""Which hosts are asked, and which never."""

import socket
import time
from collections.abc import Callable
from typing import Any

import pytest

from assay.outside import hosts
from assay.outside.hosts import HostRefused, find_address, is_public

Name = Callable[..., None]

PRIVATE = ("10.1.2.3", "192.168.0.9", "172.16.5.5", "100.64.0.1", "127.0.0.1", "::1", "fd12::1", "::ffff:10.0.0.1")
#: of nobody, of many, of the machine itself, and where clouds keep secrets
NEVER = ("169.254.169.254", "fe80::1", "224.0.0.1", "ff02::1", "0.0.0.0", "::", "240.0.0.1", "255.255.255.255",  # noqa: S104
         "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "::ffff:169.254.169.254",
         "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1")  # fmt: skip


@pytest.fixture
def name(monkeypatch: pytest.MonkeyPatch) -> Name:
    """Has every name lead to these addresses."""

    def set_addresses(*addresses: str) -> None:
        found: Any = [(2, 1, 6, "", (one, 443)) for one in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **told: found)

    return set_addresses


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_an_address_that_everybody_reaches_is_asked(name: Name, address: str) -> None:
    name(address)
    assert find_address("example.org", 443) == address


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_the_own_network_is_asked_only_where_its_host_is_allowed(name: Name, address: str) -> None:
    name(address)
    with pytest.raises(HostRefused) as told:
        find_address("hooks.intern.example", 443, {"other.intern.example"})
    assert told.value.kind == "private"
    assert find_address("hooks.intern.example", 443, {"hooks.intern.example"}) == address


@pytest.mark.parametrize("address", NEVER)
def test_what_is_no_single_machine_or_tells_secrets_is_asked_never(name: Name, address: str) -> None:
    name(address)
    assert not is_public(address)
    with pytest.raises(HostRefused) as told:
        find_address("hooks.intern.example", 443, {"hooks.intern.example"})
    assert told.value.kind == "never"


def test_one_private_address_among_public_ones_refuses_the_host(name: Name) -> None:
    name("93.184.216.34", "10.0.0.7")
    with pytest.raises(HostRefused):
        find_address("example.org", 443)


@pytest.mark.parametrize("written", ["2130706433", "0x7f.1", "127.1", "localhost"])
def test_another_spelling_of_this_machine_is_still_this_machine(written: str) -> None:
    with pytest.raises(HostRefused) as told:
        find_address(written, 443)
    assert told.value.kind == "private"


def test_a_name_that_nobody_knows_is_told_as_that() -> None:
    with pytest.raises(HostRefused) as told:
        find_address("no-such-host.invalid", 443)
    assert told.value.kind == "unknown"


def test_a_look_up_that_does_not_end_is_waited_for_no_longer_than_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts.socket, "getaddrinfo", lambda *told, **more: time.sleep(3) or [])
    with pytest.raises(HostRefused):
        find_address("example.org", 443, wait_s=0.05)
