"""Tries the application of `make demo` as a browser does.

`port` prints a free port; `try` signs in everybody who was printed.
"""

import http.cookiejar
import json
import re
import socket
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

_FIRST, _LAST = 8000, 8099
_PATIENCE = 60.0


def find_port() -> int:
    """The first free port from 8000 on. Raises SystemExit when a hundred are taken."""
    for port in range(_FIRST, _LAST + 1):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"The ports {_FIRST} to {_LAST} are all in use: end what uses one of them.")


def wait_for_health(address: str) -> None:
    """Until the server and its database answer. Raises SystemExit when they do not."""
    before = time.monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:  # noqa: S310 - http by construction
                if json.load(answer) == {"database": "ok"}:
                    return
        except OSError:
            if time.monotonic() > before:
                raise SystemExit(f"{address}/health does not answer.") from None
        time.sleep(0.3)


def open_signed_in(address: str, email: str, password: str) -> str:
    """The first page as that person sees it. Raises SystemExit when they are not let in."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    form = f"{address}/account/login/"
    with browser.open(form, timeout=30) as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())
    if token is None:
        raise SystemExit(f"{form} shows no form.")
    typed = {"csrfmiddlewaretoken": token[1], "login": email, "password": password}
    request = urllib.request.Request(form, urllib.parse.urlencode(typed).encode(), {"Referer": form})  # noqa: S310
    with browser.open(request, timeout=30) as answer:
        page = str(answer.read().decode())
    if email not in page:
        raise SystemExit(f"{email} is not let in.")
    return page


def main() -> None:
    """`port`, or `try ADDRESS PEOPLE` with the people as `assay demo-people` prints them."""
    if sys.argv[1] == "port":
        sys.stdout.write(f"{find_port()}\n")
        return
    address, people = sys.argv[2], sys.argv[3]
    wait_for_health(address)
    tried = 0
    for line in people.splitlines():
        if found := re.match(r"  (\S+)\s+(\S+@\S+)\s+(\S+)", line):
            role, email, password = found.groups()
            page = open_signed_in(address, email, password)
            tried += 1
            sys.stdout.write(f"{role}: {address}/ shows {len(page):,} characters to {email}\n")
    if not tried:
        raise SystemExit("Nobody to sign in with.")
    sys.stdout.write(f"The application ran at {address}; `make demo` in a terminal leaves it running.\n")


if __name__ == "__main__":
    main()
