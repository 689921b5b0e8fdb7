"""A file fetched from an address: over https alone, from public hosts unless the home allows others, within limits.

The host's name is looked up once, and the connection goes to just the address that was judged.
"""

import http.client
import re
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.outside.hosts import is_public
from assay.store.durable import ASIDE
from assay.web.imports.content import LOOKED_AT, clean_name, judge_beginning, judge_whole
from assay.web.imports.limits import Limits

#: seconds without a byte, and in all
_SILENT, _WHOLE = 30.0, 900.0
_MOST_HOPS = 3
_PIECE = 1 << 20
_ENDINGS = {"text/csv": ".csv", "application/zip": ".zip", "application/json": ".json"}


class _Pinned(http.client.HTTPSConnection):
    """Speaks to one address, and checks the certificate of the host that was named."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=_SILENT, context=ssl.create_default_context())
        self._address = address
        self._tls = ssl.create_default_context()

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), _SILENT)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


def fetch_file(url: str, folder: Path, limits: Limits) -> Path:
    """The file at an address, written below `folder` under a safe name of its own.

    Raises InputError for an address that may not be asked, and for an answer that is none, too large or too slow.
    """
    until = time.monotonic() + _WHOLE
    try:
        for _hop in range(_MOST_HOPS + 1):
            connection, path = _open(url, limits)
            try:
                connection.request("GET", path, headers={"User-Agent": "Assay", "Accept": "*/*"})
                answer = connection.getresponse()
                moved = answer.getheader("Location")
                if answer.status in {301, 302, 303, 307, 308} and moved:
                    url = urljoin(url, moved)
                    continue
                if answer.status != 200:
                    raise _refuse(url, _("it answers %(status)s") % {"status": answer.status})
                return _write(answer, url, folder, limits, until)
            finally:
                connection.close()
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise _refuse(url, _("it cannot be reached (%(error)s)") % {"error": error}) from error
    raise _refuse(url, _("it leads from one address to the next"))


def judge_address(url: str) -> None:
    """Raises InputError for what is no https address. Asks nobody."""
    _split_address(url)


def _split_address(url: str) -> tuple[SplitResult, str, int]:
    """The address with its host and port."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or 443
    except ValueError:  # a port that is none, a bracket without the other
        host = None
    if not host or parts.scheme != "https" or parts.username or parts.password:
        raise InputError(
            _("%(url)s is no address that can be read.") % {"url": url[:200]},
            fix=_("Give one that begins with https:// and holds no name and password."),
        )
    return parts, host, port


def _open(url: str, limits: Limits) -> tuple[_Pinned, str]:
    parts, host, port = _split_address(url)
    address = _find_address(host, port, limits)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _Pinned(host, port, address), quote(path, safe="%/:?&=+$,;@!*'()[]~")


def _find_address(host: str, port: int, limits: Limits) -> str:
    """The first address of the host; every one of them has to be public."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not limits.private and not all(map(is_public, found)):
        raise InputError(
            _("%(host)s lies in a network of your own, from which nothing is fetched.") % {"host": host},
            fix=_('Allow it in assay.toml with import_private_addresses = "yes", or give another address.'),
        )
    return found[0]


def _write(answer: http.client.HTTPResponse, url: str, folder: Path, limits: Limits, until: float) -> Path:
    name = _name_file(answer, url)
    folder.mkdir(parents=True, exist_ok=True)
    aside, size = folder / f"fetched{ASIDE}", 0
    try:
        with aside.open("wb") as out:
            for piece in _read_pieces(answer, url, until):
                if not size:
                    judge_beginning(name, piece)
                size += len(piece)
                if size > limits.file:
                    raise _refuse(url, _("it is larger than %(size)s GB") % {"size": f"{limits.file / (1 << 30):g}"})
                out.write(piece)
        if not size:
            raise _refuse(url, _("it is empty"))
        judge_whole(aside, name)
        aside.replace(folder / name)
    finally:
        aside.unlink(missing_ok=True)
    return folder / name


def _read_pieces(answer: http.client.HTTPResponse, url: str, until: float) -> Iterator[bytes]:
    """What is sent, piece by piece, the first of them long enough to judge by; no later than `until`."""
    whole, came, waiting, is_begun = answer.length, 0, b"", False
    # read1 gives what has come: read would wait for a whole piece, however slowly it comes
    while came != whole and (piece := answer.read1(_PIECE)):
        if time.monotonic() > until:
            raise _refuse(url, _("it takes longer than a quarter of an hour"))
        came += len(piece)
        waiting += piece
        if is_begun or len(waiting) >= LOOKED_AT:
            yield waiting
            waiting, is_begun = b"", True
    if waiting:
        yield waiting
    if whole is not None and came < whole:
        raise _refuse(url, _("it broke off before its end"))


def _name_file(answer: http.client.HTTPResponse, url: str) -> str:
    said = re.search(r'filename="?([^";]+)', answer.getheader("Content-Disposition") or "")
    name = clean_name(said[1] if said else unquote(urlsplit(url).path.rpartition("/")[2]) or "file")
    kind = (answer.getheader("Content-Type") or "").split(";")[0].strip().lower()
    if not Path(name).suffix and kind in _ENDINGS:
        name += _ENDINGS[kind]
    return name


def _refuse(url: str, why: str) -> InputError:
    return InputError(
        _("%(url)s cannot be read: %(why)s.") % {"url": url.split("?")[0][:200], "why": why},
        fix=_("Open it in a browser to see what it gives; expected is a file such as CSV or ZIP."),
    )
