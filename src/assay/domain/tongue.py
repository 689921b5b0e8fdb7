"""The language in which people are told something: English, unless whoever shows it speaks another.

Sentences are worded where they are known, far below any page, so that terminal, file and page say the same. Each is a
message with named places; a page speaks the language of its reader while it has them worded.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Tongue:
    """A language with its way to write numbers and days.

    translate: message -> message.  count: (one, many, n) -> the message that fits n.  number: (value, decimals) ->
    12,345.6.  day: 3 Mar 2026.  long_day: 3 March 2026.  month: March 2026.  short_month: Mar.
    """

    translate: Callable[[str], str]
    count: Callable[[str, str, int], str]
    number: Callable[[float, int], str]
    day: Callable[[date], str]
    long_day: Callable[[date], str]
    month: Callable[[date], str]
    short_month: Callable[[date], str]


def _count(one: str, many: str, n: int) -> str:
    return one if n == 1 else many


ENGLISH = Tongue(
    translate=str,
    count=_count,
    number=lambda value, decimals: f"{value:,.{decimals}f}",
    day=lambda day: f"{day.day} {day:%b} {day.year}",
    long_day=lambda day: f"{day.day} {day:%B} {day.year}",
    month=lambda day: f"{day:%B} {day.year}",
    short_month=lambda day: f"{day:%b}",
)

_spoken: ContextVar[Tongue] = ContextVar("spoken", default=ENGLISH)


def find_tongue() -> Tongue:
    """The language that is spoken now."""
    return _spoken.get()


@contextmanager
def speak(tongue: Tongue) -> Iterator[None]:
    """Within it, messages are said in this language."""
    token = _spoken.set(tongue)
    try:
        yield
    finally:
        _spoken.reset(token)


def say(message: str, **places: object) -> str:
    """The message in the language spoken, with its places filled."""
    return _spoken.get().translate(message).format(**places)


def say_counted(one: str, many: str, n: int, **places: object) -> str:
    """The message that fits the number; its place {n} is filled with that."""
    tongue = _spoken.get()
    return tongue.count(one, many, n).format(n=tongue.number(n, 0), **places)


def translate(words: str) -> str:
    """Words that are a message as they stand, such as the name of a kind; empty ones stay so."""
    return _spoken.get().translate(words) if words else ""


def mark(message: str) -> str:
    """The message itself, which is said elsewhere: here so that it is collected to be translated."""
    return message


def mark_counted(one: str, many: str) -> tuple[str, str]:
    """Both forms themselves, which are said elsewhere: here so that they are collected to be translated."""
    return one, many
