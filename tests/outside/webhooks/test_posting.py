"""One message over a socket: what arrives, what is answered, and every way in which it does not."""

import socket
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from assay.outside.webhooks.posting import Posted, Unposted, post_message
from assay.outside.webhooks.targets import Rules, read_target
from webhook_receiver import Receiver, receive

RULES = Rules(frozenset({"127.0.0.1", "localhost"}))


def _post(receiver: Receiver, path: str = "/hook?a=1", wait_s: float = 5) -> Posted:
    target = read_target(receiver.url + path, RULES)
    return post_message(target, "127.0.0.1", {"webhook-id": "m1"}, b'{"a":1}', until=time.monotonic() + wait_s)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of localhost, which nobody knows."""
    folder = tmp_path_factory.mktemp("certificate")
    chain, key = folder / "chain.pem", folder / "key.pem"
    subprocess.run(  # noqa: S603
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",  # noqa: S607
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(chain)],
        check=True, capture_output=True,
    )  # fmt: skip
    return chain, key


def test_a_message_arrives_as_it_was_signed() -> None:
    with receive(answer="schön".encode()) as receiver:
        assert _post(receiver) == Posted(200, "schön")
    (taken,) = receiver.taken
    assert (taken.path, taken.body, taken.headers["webhook-id"]) == ("/hook?a=1", b'{"a":1}', "m1")
    assert taken.headers["host"] == f"127.0.0.1:{receiver.port}"


def test_an_encrypted_line_needs_a_certificate_of_the_host_that_is_trusted(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with receive(certificate) as receiver:
        with pytest.raises(Unposted) as told:
            _post(receiver)
        assert told.value.kind == "certificate"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert _post(receiver).status == 200
        receiver.url = receiver.url.replace("localhost", "127.0.0.1")
        with pytest.raises(Unposted) as told:
            _post(receiver)
        assert told.value.kind == "certificate"
    assert len(receiver.taken) == 1


def test_a_redirect_is_not_followed() -> None:
    with receive() as other, receive(statuses=[302], headers={"Location": other.url}) as receiver:
        assert _post(receiver).status == 302
        assert other.taken == []


def test_the_wait_that_is_asked_for_is_read_where_it_is_a_number() -> None:
    with receive(statuses=[503, 503], headers={"Retry-After": "90"}) as receiver:
        assert _post(receiver).retry_after == 90
        receiver.headers["Retry-After"] = "Wed, 21 Oct 2015 07:28:00 GMT"
        assert _post(receiver).retry_after == 0


def test_whoever_says_nothing_is_late() -> None:
    with receive(silent=5) as receiver, pytest.raises(Unposted) as told:
        _post(receiver, wait_s=0.3)
    assert told.value.kind == "late"


def test_an_answer_that_drips_is_taken_by_its_status_once_the_time_is_up() -> None:
    with receive(answer=b"x" * 500, drips=0.05) as receiver:
        begun = time.monotonic()
        posted = _post(receiver, wait_s=0.5)
    assert posted.status == 200
    assert 0 < len(posted.body) < 500
    assert time.monotonic() - begun < 3


def test_whoever_says_nothing_on_an_encrypted_line_is_late_too(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with receive(certificate, silent=5) as receiver, pytest.raises(Unposted) as told:
        _post(receiver, wait_s=0.5)
    assert (told.value.kind, len(receiver.taken)) == ("late", 1)


def test_headers_that_drip_are_late() -> None:
    with socket.create_server(("127.0.0.1", 0)) as slow:
        done = threading.Event()

        def drip() -> None:
            line, _ = slow.accept()
            with line, suppress(OSError):
                for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1000:
                    if done.wait(0.05):
                        return
                    line.sendall(bytes([letter]))

        thread = threading.Thread(target=drip)
        thread.start()
        target = read_target(f"http://127.0.0.1:{slow.getsockname()[1]}/", RULES)
        with pytest.raises(Unposted) as told:
            post_message(target, "127.0.0.1", {}, b"{}", until=time.monotonic() + 0.5)
        done.set()
        thread.join()
    assert told.value.kind == "late"


def test_a_handshake_that_never_ends_is_late() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        target = read_target(f"https://localhost:{deaf.getsockname()[1]}/", RULES)
        with pytest.raises(Unposted) as told:
            post_message(target, "127.0.0.1", {}, b"{}", until=time.monotonic() + 0.3)
    assert told.value.kind == "late"


def test_of_a_long_answer_the_beginning_is_read() -> None:
    with receive(answer=b"x" * 5_000_000) as receiver:
        assert 1000 < len(_post(receiver).body) <= 8_192


def test_a_port_that_nobody_listens_on_cannot_be_reached() -> None:
    with receive() as receiver:
        pass
    with pytest.raises(Unposted) as told:
        _post(receiver)
    assert told.value.kind == "unreachable"


def test_what_is_no_http_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as odd:

        def answer() -> None:
            line, _ = odd.accept()
            line.sendall(b"220 mail.example.org ESMTP\r\n")
            line.close()

        thread = threading.Thread(target=answer)
        thread.start()
        target = read_target(f"http://127.0.0.1:{odd.getsockname()[1]}/", RULES)
        with pytest.raises(Unposted) as told:
            post_message(target, "127.0.0.1", {}, b"{}", until=time.monotonic() + 3)
        thread.join()
    assert told.value.kind == "unreachable"
