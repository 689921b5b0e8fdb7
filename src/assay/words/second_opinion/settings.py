"""Where the language model is and what it may cost, as the home's settings say. Off unless switched on."""

import ipaddress
import os
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from urllib.parse import urlsplit

from assay.domain.errors import InputError
from assay.store.home import Home
from assay.words.server.exchange import is_loopback

_YES = {"yes", "true", "1"}
#: names that no public server has
_INNER = (".local", ".internal", ".lan", ".home.arpa", ".localhost")
_WHERE = "Set it under Settings, Second opinion, or in assay.toml."


@dataclass(frozen=True)
class OpinionSettings:
    """url: up to /v1.  price_in, price_out: for a million tokens.  cap: money in a calendar month, 0 for none.

    is_plain: on this machine, texts go as they are and not redacted.  wait_s: seconds that one answer may take.
    most_tokens: that one answer may have.
    """

    is_on: bool
    url: str
    model: str
    key_file: str
    key_variable: str
    is_plain: bool
    price_in: float
    price_out: float
    currency: str
    cap: float
    wait_s: float
    most_tokens: int

    @property
    def host(self) -> str:
        """The machine and its port, as people read it."""
        return urlsplit(self.url).netloc

    @property
    def is_here(self) -> bool:
        """Whether the address is one of this machine."""
        return is_loopback(self.url)

    @property
    def redacts(self) -> bool:
        """Whether texts are redacted: always, but at an address of this machine where that was set."""
        return not (self.is_here and self.is_plain)

    @property
    def coder(self) -> str:
        """The name of the coder in codes."""
        return f"{self.model}@{self.host}"

    def read_key(self) -> str:
        """The key, "" for none. Raises InputError where the file or the variable that should hold it does not."""
        if self.key_file:
            return _check_key(_read_file(Path(self.key_file).expanduser()), f"the file {self.key_file}")
        if self.key_variable:
            return _check_key(os.environ.get(self.key_variable, ""), f"the environment variable {self.key_variable}")
        return ""

    def price(self, tokens_in: int, tokens_out: int) -> float:
        """What so many tokens cost."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1e6


def read_settings(home: Home) -> OpinionSettings:
    """As they stand. Raises InputError for one that is no number; the address is checked by `check_address`."""
    told = home.settings.get
    return OpinionSettings(
        is_on=told("opinion", "").strip().lower() in _YES,
        url=told("opinion_url", "").strip().rstrip("/"),
        model=told("opinion_model", "").strip(),
        key_file=told("opinion_key_file", "").strip(),
        key_variable=told("opinion_key_variable", "").strip(),
        is_plain=told("opinion_plain", "").strip().lower() in _YES,
        price_in=_read_number(home, "opinion_price_in", 0),
        price_out=_read_number(home, "opinion_price_out", 0),
        currency=told("opinion_currency", "").strip() or told("home_currency", "").strip() or "USD",
        cap=_read_number(home, "opinion_cap", 0),
        wait_s=_read_number(home, "opinion_wait_s", 120, lambda value: 1 <= value <= 3600),
        most_tokens=int(_read_number(home, "opinion_most_tokens", 2000, lambda value: 64 <= value <= 100_000)),
    )


def open_settings(home: Home) -> OpinionSettings:
    """The settings, ready to be used. Raises InputError where it is switched off or not fully set."""
    settings = read_settings(home)
    if not settings.is_on:
        raise InputError("No language model is asked: it is switched off.", fix=_WHERE)
    check_address(settings.url, has_key=bool(settings.key_file or settings.key_variable))
    if not settings.model:
        raise InputError("The name of the language model is not set.", fix=_WHERE)
    if settings.cap and not (settings.price_in or settings.price_out):
        raise InputError("There is a cap on what may be spent, and no price of tokens.", fix=_WHERE)
    return settings


def check_address(url: str, *, has_key: bool) -> None:
    """Raises InputError for what is no http address, holds a secret, or would carry texts readable over the net."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f"{url!r} is no http address: {error}.", fix=_WHERE) from error
    if parts.scheme not in ("http", "https") or not host or any(ord(letter) < 33 for letter in url):
        raise InputError(
            "The address of the language model is no http address.", fix=f"Such as https://host/v1. {_WHERE}"
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InputError(
            "The address of the language model holds more than an address.",
            fix="Leave out the name, password and everything from ? on; a key belongs in a file or a variable.",
        )
    if parts.scheme == "http" and not _is_inner(host):
        what = "the key and the texts" if has_key else "the texts"
        raise InputError(f"{url} is not encrypted: {what} would cross the internet readable.", fix="Use https://.")


def _is_inner(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(_INNER)
    return address.is_loopback or address.is_private


def _read_number(
    home: Home, name: str, default: float, fits: Callable[[float], bool] = lambda value: value >= 0
) -> float:
    told = home.settings.get(name, "")
    if not told:
        return default
    try:
        value = float(told)
    except ValueError:
        value = -1.0
    if not isfinite(value) or not fits(value):
        raise InputError(f"assay.toml holds {name} = {told!r}, which it cannot be.", fix=f"Mend it. {_WHERE}")
    return value


def _read_file(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(10_000).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The key of the language model cannot be read from {path}.", fix=_WHERE) from error


def _check_key(key: str, where: str) -> str:
    key = key.strip()
    if not key:
        raise InputError(f"The key of the language model is missing: {where} holds none.", fix=_WHERE)
    if not key.isascii() or any(letter.isspace() or not letter.isprintable() for letter in key):
        raise InputError(f"What {where} holds is no key: it has spaces or signs that no key has.", fix=_WHERE)
    return key
