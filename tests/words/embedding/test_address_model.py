"""A model behind an address: asked in batches, checked, and never off this machine unasked."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assay.domain.errors import InputError, RetryLater
from assay.words.embedding.address import AddressEmbedder


class Server:
    """/v1/embeddings on loopback: answers what `bodies` hold in turn, then vectors as they should be."""

    def __init__(self) -> None:
        self.bodies: list[tuple[int, bytes]] = []
        self.asked: list[list[str]] = []
        outer = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                texts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["input"]
                outer.asked.append(texts)
                status, body = outer.bodies.pop(0) if outer.bodies else (200, outer.answer(texts))
                self.send_response(status)
                self.send_header("Location", "http://example.org/")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_told: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"

    def answer(self, texts: list[str]) -> bytes:
        data = [{"index": at, "embedding": [len(text), 1.0]} for at, text in enumerate(texts)]
        return json.dumps({"data": data[::-1]}).encode()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr("assay.words.embedding.address.time.sleep", lambda _seconds: None)
    server = Server()
    thread = threading.Thread(target=server.http.serve_forever, daemon=True)
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()
    thread.join()


def test_rows_come_in_the_order_of_the_texts(server: Server) -> None:
    rows = AddressEmbedder(server.url, "m").embed(["a" * length for length in range(1, 101)])
    assert rows.shape == (100, 2)
    assert [len(part) for part in server.asked] == [64, 36]
    assert (rows[1:, 0] > rows[:-1, 0]).all()


def test_an_address_of_this_machine_is_asked_without_a_proxy(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert AddressEmbedder(server.url, "m").embed(["a"]).shape == (1, 2)


def test_a_busy_server_is_asked_again(server: Server) -> None:
    server.bodies = [(503, b""), (429, b"")]
    assert AddressEmbedder(server.url, "m").embed(["a"]).shape == (1, 2)


def test_a_changed_model_is_another_id(server: Server) -> None:
    before = AddressEmbedder(server.url, "m").id
    server.bodies = [(200, json.dumps({"data": [{"index": 0, "embedding": [1.0, 9.0]}]}).encode())]
    assert AddressEmbedder(server.url, "m").id != before


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (200, b"<html>", "no JSON"),
        (200, b"{}", "no list of embeddings"),
        (200, b'{"data": []}', "0 vectors for 1"),
        (200, b'{"data": [{"index": 0, "embedding": [NaN, 1]}]}', "broken"),
        (302, b"", "answered 302"),
        (401, b"no key", "answered 401: no key"),
    ],
)
def test_an_answer_that_is_none_is_refused(server: Server, status: int, body: bytes, told: str) -> None:
    server.bodies = [(status, body)]
    with pytest.raises(InputError, match=told):
        AddressEmbedder(server.url, "m").embed(["a"])


def test_a_server_that_is_away_says_to_try_later(server: Server) -> None:
    with pytest.raises(RetryLater):
        AddressEmbedder("http://127.0.0.1:9/v1", "m").embed(["a"])


@pytest.mark.parametrize("url", ["http://10.0.0.7/v1", "https://example.org/v1", "ftp://127.0.0.1/v1"])
def test_words_stay_on_this_machine_unless_switched_on(url: str) -> None:
    with pytest.raises(InputError):
        AddressEmbedder(url, "m")


def test_another_machine_may_be_switched_on() -> None:
    assert "example.org" in AddressEmbedder("https://example.org/v1", "m", outside=True).note
