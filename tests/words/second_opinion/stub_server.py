"""A server that speaks like a language model's, and misbehaves as it is told."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from assay.words.second_opinion.asking import Opinion

#: what to do with one question
Act = Callable[["Handler", dict[str, Any]], None]


@dataclass
class Stub:
    """acts: one for each question in turn, the last for all others.  asked: the questions that came, with headers."""

    url: str
    acts: list[Act] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    ending: threading.Event = field(default_factory=threading.Event)

    def ways(self) -> list[str]:
        """The rung of the ladder of each question."""
        return [one.get("response_format", {"type": "plain"})["type"] for one in self.asked]


class Handler(BaseHTTPRequestHandler):
    """Answers as the stub's next act says."""

    stub: Stub

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.stub.asked.append(body)
        self.stub.headers.append(dict(self.headers.items()))
        act = self.stub.acts[min(len(self.stub.asked), len(self.stub.acts)) - 1]
        try:
            act(self, body)
        except OSError:
            self.close_connection = True  # the asker hung up

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def reply(self, body: bytes | str, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", headers.pop("length", str(len(raw))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(raw)


def say(content: Any, *, finish: str = "stop", usage: Any = None, **message: Any) -> Act:
    """An answer of the usual shape with this content."""
    told = {"choices": [{"message": {"role": "assistant", "content": content, **message}, "finish_reason": finish}]}
    told["usage"] = usage if usage is not None else {"prompt_tokens": 900, "completion_tokens": 100}
    return lambda handler, body: handler.reply(json.dumps(told))


def send(body: bytes | str, status: int = 200, kind: str = "application/json", **headers: str) -> Act:
    """These bytes."""
    return lambda handler, asked: handler.reply(body, status, kind, **headers)


def fail(status: int, message: str = "no", code: str = "", **headers: str) -> Act:
    """An error as such servers tell it."""
    return send(json.dumps({"error": {"message": message, "code": code}}), status, **headers)


@contextmanager
def run_stub() -> Iterator[Stub]:
    """A server on loopback."""
    handler = type("Bound", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    stub = Stub(f"http://127.0.0.1:{server.server_port}/v1")
    handler.stub = stub  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.ending.set()
        server.shutdown()
        server.server_close()
        thread.join()


#: the only code that the passages of the test hold
RIGHT = {"passage": 1, "quote": "the price was far too high", "driver": "price_too_high", "theme": "price"}
RIGHT |= {"about": "us", "polarity": "against"}
GOOD = say(json.dumps({"codes": [RIGHT]}))
#: the only thing that may come of a good answer
CODES = [("price_too_high", "the price was far too high")]
WRAPPED = json.dumps({"codes": [RIGHT]})


def list_codes(opinion: Opinion) -> list[tuple[str, str]]:
    return [(code.driver, code.quote) for code in opinion.answer.codes]


def answer(**changes: Any) -> Act:
    """An answer of one code, changed so."""
    return say(json.dumps({"codes": [RIGHT | changes]}))


def hang_up(handler: Handler, body: dict[str, Any]) -> None:
    """Ends the call without an answer."""
    handler.close_connection = True
