"""What the people who load a server fetch for a page, and how their times are told."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import islice

import pytest

from bench.web import find_quantile, print_load, read_spent
from bench.web_load import MIX, Browser, Seen, choose_pages, list_needed, walk_pages, weigh_page

PAGE = """<link rel="stylesheet" href="/static/a.css"><link rel="alternate" href="/other">
<script src="/static/a.js" defer></script><noscript><img src="/never.svg"></noscript><img src="two.svg?a=1&amp;b=2">
<img src="https://elsewhere.example/x.png"><div hx-get="/part" hx-trigger="intersect once"></div>
<form hx-get="/list" hx-trigger="submit, change"></form>"""
FILES = {"/page/": PAGE, "/static/a.css": "a{background:url(b.svg)}", "/static/a.js": "1", "/static/b.svg": "<svg/>"}
FILES |= {"/page/two.svg?a=1&b=2": "<svg/>", "/part": "12345"}
PERSON = {"deals": ["1"], "queries": ["", "a=b"], "words": ["two words"]}


class Handler(BaseHTTPRequestHandler):
    """Answers with FILES."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = FILES.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/css" if self.path.endswith("css") else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_needs_what_a_browser_with_scripts_fetches() -> None:
    assert list_needed(PAGE, "/page/") == [
        ("/static/a.css", False),
        ("/static/a.js", False),
        ("/page/two.svg?a=1&b=2", False),
        ("/part", True),
    ]


def test_the_weight_of_a_page_holds_all_that_it_needs(address: str) -> None:
    with_browser = Browser(address)
    assert weigh_page(with_browser, "/page/") == sum(len(body) for body in FILES.values())
    with_browser.close()


def test_files_are_kept_and_faults_are_told(address: str) -> None:
    pages = iter([("home", "/page/"), ("home", "/page/"), ("search", "/gone")])
    browser = Browser(address)
    seen = walk_pages(browser, pages, seconds=60, pause=0, first=0)
    browser.close()
    assert [len(seen.took[kind]) for kind in ("home", "files", "home: parts", "search")] == [2, 2, 2, 1]
    assert seen.faults == [("search", "/gone answered 404")]


def test_all_kinds_of_pages_are_opened() -> None:
    pages = list(islice(choose_pages(PERSON, ["/patterns/"], 1), 200))
    assert {kind for kind, _ in pages} == set(MIX)
    assert ("search", "/search/?q=two+words") in pages


@pytest.mark.parametrize(("share", "value"), [(0.5, 10), (0.95, 19), (1.0, 20)])
def test_a_quantile_is_a_time_that_was_met(share: float, value: int) -> None:
    assert find_quantile(range(1, 21), share) == value


def test_a_fault_a_slow_page_or_a_heavy_one_is_not_what_was_to_be_reached(capsys: pytest.CaptureFixture[str]) -> None:
    good = Seen(took={"home": [0.1]}, slowest={"home": (0.1, "/")})
    slow = Seen(took={"home": [0.4]}, slowest={"home": (0.4, "/slow")})
    wrong = Seen(took={"home": [0.1]}, slowest={"home": (0.1, "/")}, faults=[("home", "/ answered 500")])
    assert print_load([good], {"home": 10_000})
    assert not print_load([slow], {"home": 10_000})
    assert not print_load([wrong], {"home": 10_000})
    assert not print_load([good], {"home": 300_001})
    assert "/ answered 500" in capsys.readouterr().out


def test_processes_that_others_started_are_not_counted() -> None:
    assert read_spent(2**22) == {"pages": 0.0, "workers": 0.0}
