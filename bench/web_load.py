"""People who open pages of a running server, each with a browser of their own, and how long each page took."""

import gzip
import http.client
import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote_plus, urlencode, urljoin, urlsplit

import brotli

#: kind of page -> share of all that is opened
MIX = {"home": 0.15, "deal list": 0.3, "loss file": 0.3, "patterns": 0.1, "search": 0.15}

_TIMEOUT = 60.0
_SHEET = re.compile(r'<link [^>]*rel="(?:stylesheet|icon)"[^>]*>')
_NEEDED = re.compile(r'<(?:script|img|iframe|embed)\b[^>]*?\ssrc="([^"]+)"')
_LATER = re.compile(r'<[a-z]+\b[^>]*\shx-get="([^"]+)"[^>]*\shx-trigger="(?:load|intersect|revealed)\b[^>]*>')
_HREF = re.compile(r'\bhref="([^"]+)"')
_NOT_SEEN = re.compile(r"<(noscript|template)\b.*?</\1>", re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """What came back. weight: bytes of the body as sent, compressed.  took: seconds until its last byte."""

    status: int
    body: bytes
    weight: int
    took: float
    kind: str
    location: str

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass
class Browser:
    """Keeps its connection and its cookies. Raises OSError or http.client.HTTPException where nobody answers."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    #: addresses of files that are never asked for again: their names change with what they hold
    kept: set[str] = field(default_factory=set)
    _connection: http.client.HTTPConnection | None = None

    def open(self, path: str, form: Mapping[str, str] | None = None, *, is_part: bool = False) -> Answer:
        """GET, or POST with a form; redirects are not followed."""
        headers = {"Accept-Encoding": "br, gzip", "Host": urlsplit(self.address).netloc}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if is_part:
            headers["HX-Request"] = "true"
        body = None
        if form is not None:
            body = urlencode(form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.address + path}
        started = time.perf_counter()
        response = self._ask("GET" if form is None else "POST", path, body, headers)
        raw = response.read()
        took = time.perf_counter() - started
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        encoding = response.headers.get("Content-Encoding", "")
        text = brotli.decompress(raw) if encoding == "br" else gzip.decompress(raw) if encoding == "gzip" else raw
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        return Answer(response.status, text, len(raw), took, kind, response.headers.get("Location", ""))

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Once more where the server has ended a connection that was kept."""
        is_kept = self._connection is not None
        try:
            return self._send(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            if not is_kept:
                raise
            return self._send(method, path, body, headers)

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        if self._connection is None:
            host = urlsplit(self.address)
            self._connection = http.client.HTTPConnection(host.hostname or "", host.port, timeout=_TIMEOUT)
        try:
            self._connection.request(method, path, body, headers)
            return self._connection.getresponse()
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def close(self) -> None:
        """Lets go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def sign_in(self, email: str, password: str) -> None:
        """By the form, as a person does. Raises RuntimeError when they are not let in."""
        path = "/account/login/"
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.open(path).text)
        typed = {"csrfmiddlewaretoken": token[1] if token else "", "login": email, "password": password}
        answer = self.open(path, typed)
        if answer.status != 302 or "sessionid" not in self.cookies:
            raise RuntimeError(f"{email} is not let in: {answer.status}")


def list_needed(text: str, path: str) -> list[tuple[str, bool]]:
    """Addresses of this server that a browser fetches for a page: sheets, scripts, pictures, and parts that come later.

    Each with whether it is such a part.
    """
    seen = _NOT_SEEN.sub("", text)
    files = [found[1] for tag in _SHEET.findall(seen) if (found := _HREF.search(tag))]
    files += _NEEDED.findall(seen)
    wanted = [(file, False) for file in files] + [(part, True) for part in _LATER.findall(seen)]
    joined = [(urljoin(path, unescape(address)).partition("#")[0], is_part) for address, is_part in wanted]
    return list(dict.fromkeys((address, is_part) for address, is_part in joined if address.startswith("/")))


def weigh_page(browser: Browser, path: str) -> int:
    """Bytes as sent of the page at `path` and of all it needs, for a browser that has kept nothing."""
    page = browser.open(path)
    weight, waiting, done = page.weight, list_needed(page.text, path), set()
    while waiting:
        address, is_part = waiting.pop()
        if address in done:
            continue
        done.add(address)
        answer = browser.open(address, is_part=is_part)
        weight += answer.weight
        if answer.kind == "text/css":
            found = re.findall(r"url\(['\"]?(?!data:)([^'\")#]+)", answer.text)
            waiting += [(urljoin(address, file), False) for file in found]
    return weight


@dataclass
class Seen:
    """What a person has met: kind -> seconds of each page, and of the parts that a page fetched after it; faults."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    slowest: dict[str, tuple[float, str]] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def add(self, kind: str, path: str, answer: Answer) -> None:
        self.took[kind].append(answer.took)
        self.slowest[kind] = max(self.slowest.get(kind, (0.0, "")), (answer.took, path))
        if answer.status != 200:
            self.faults.append((kind, f"{path} answered {answer.status}"))


def choose_pages(person: Mapping[str, Sequence[str]], patterns: Sequence[str], seed: int) -> Iterator[tuple[str, str]]:
    """Kinds and addresses of pages without end, as that person opens them."""
    chance = random.Random(seed)  # noqa: S311 - the same pages each time
    while True:
        (kind,) = chance.choices(list(MIX), weights=list(MIX.values()))
        if kind == "home":
            yield kind, "/"
        elif kind == "deal list":
            query = chance.choice(person["queries"])
            yield kind, f"/deals/?{query}" if query else "/deals/"
        elif kind == "loss file":
            if person["deals"]:
                yield kind, f"/deals/{chance.choice(person['deals'])}/"
        elif kind == "patterns":
            yield kind, chance.choice(patterns)
        else:
            yield kind, f"/search/?q={quote_plus(chance.choice(person['words']))}"


def walk_pages(browser: Browser, pages: Iterator[tuple[str, str]], seconds: float, pause: float, first: float) -> Seen:
    """Opens page after page with what each of them needs, `pause` seconds apart, until `seconds` are over."""
    seen = Seen()
    end = time.monotonic() + seconds
    time.sleep(first)
    for kind, path in pages:
        if time.monotonic() > end:
            break
        try:
            page = browser.open(path)
            seen.add(kind, path, page)
            for address, is_part in list_needed(page.text, path):
                if address not in browser.kept:
                    part = browser.open(address, is_part=is_part)
                    seen.add(f"{kind}: parts" if not address.startswith("/static/") else "files", address, part)
                    browser.kept.add(address)
        except (OSError, http.client.HTTPException) as error:
            seen.faults.append((kind, f"{path}: {type(error).__name__} {error}"))
        time.sleep(pause)
    return seen


def load_server(
    address: str, people: Sequence[Mapping[str, Sequence[str]]], seconds: float, pause: float
) -> list[Seen]:
    """What each of `people` met, all at once, in threads of this process; they have signed in before."""
    browsers = [Browser(address) for _ in people]
    for browser, person in zip(browsers, people, strict=True):
        browser.sign_in(str(person["email"]), str(person["password"]))
    patterns = find_patterns(browsers[0])
    seen: list[Seen] = [Seen() for _ in people]

    def act(number: int) -> None:
        pages = choose_pages(people[number], patterns, number)
        seen[number] = walk_pages(browsers[number], pages, seconds, pause, pause * number / len(people))

    threads = [threading.Thread(target=act, args=(number,)) for number in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def find_patterns(browser: Browser) -> list[str]:
    """The pages of patterns that the first of them leads to."""
    links = [unescape(link) for link in _HREF.findall(browser.open("/patterns/").text)]
    pages = [link for link in links if link.startswith("/patterns/") and link.partition("?")[0].endswith("/")]
    return list(dict.fromkeys(["/patterns/", *pages]))
