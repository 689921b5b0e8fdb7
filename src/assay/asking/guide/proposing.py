"""Which questions one deal's findings, and what its record cannot tell, propose to ask the buyer."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assay.asking.guide.templates import OUTCOMES, Template

#: a month is named without its year, so that nothing longer ago is named
_NAMED_DAYS = 300
_DAY = 86_400

#: a reason whose probability lies within is neither likely nor unlikely
UNSETTLED = (0.3, 0.7)


@dataclass(frozen=True)
class Sign:
    """One signal's answer about the deal.

    is_found: it fired; else the record could not tell.  said: what was found, or what is missing.  at: since when.
    weight: how much more often it goes with losing in this company, 0 where that cannot be told.
    group: of a reason that is not settled, the group of its driver; the signal is "reason." and the driver then.
    """

    signal: str
    is_found: bool
    said: str
    at: int | None = None
    weight: float = 0.0
    group: str = ""


@dataclass(frozen=True)
class Proposal:
    """A question and the signs that propose it, the findings first. month: as the question names it, or empty."""

    template: Template
    signs: tuple[Sign, ...]

    @property
    def is_found(self) -> bool:
        """Whether at least one of its signs is a finding."""
        return any(sign.is_found for sign in self.signs)

    @property
    def weight(self) -> float:
        """The greatest of its findings' weights."""
        return max((sign.weight for sign in self.signs if sign.is_found), default=0.0)


@dataclass(frozen=True)
class Asked:
    """One question of a file. dated: its words where a month is known.

    signals: those that lead to it.  group: the group of drivers that it settles, where it is asked for a reason.
    """

    template: Template
    signals: tuple[str, ...]
    dated: Mapping[str, str]
    group: str = ""


@cache
def read_asked() -> tuple[Asked, ...]:
    """The questions of signals.yml, in the order of their places."""
    return _read("signals.yml")


@cache
def read_settling() -> tuple[Asked, ...]:
    """The questions of drivers.yml, one for each group of drivers, in the order of their places."""
    return _read("drivers.yml")


def _read(name: str) -> tuple[Asked, ...]:
    content: Any = yaml.safe_load(files("assay.asking.guide").joinpath(name).read_text(encoding="utf-8"))
    found = [_make(key, told, content["version"]) for key, told in content["questions"].items()]
    return tuple(sorted(found, key=lambda one: one.template.place))


def _make(key: str, told: Mapping[str, Any], version: int) -> Asked:
    on = tuple(outcome for outcome in OUTCOMES if outcome not in told.get("not_on", ()))
    template = Template(key, on, told["part"], told["place"], False, 0, told["text"], told["why"], version)
    return Asked(template, tuple(told.get("signals", ())), told.get("dated", {}), told.get("group", ""))


def doubt_reason(driver: str, group: str, p: float, said: str, since: int | None = None) -> Sign | None:
    """The sign of a reason that a question would settle; None for one of which p, its probability, tells enough.

    The nearer to one half, the more weight it has: below 1, so that findings known to go with losing come first.
    """
    if not UNSETTLED[0] <= p <= UNSETTLED[1]:
        return None
    return Sign(f"reason.{driver}", True, said, since, 1 - 2 * abs(p - 0.5), group)


def propose_questions(
    signs: Iterable[Sign], outcome: str, ended_at: int, write_month: Callable[[int, str], str]
) -> tuple[Proposal, ...]:
    """A question for every sign, those that rest on findings or reasons first, and of these the weightiest.

    ended_at: of the deal, epoch seconds.  write_month: a moment and a language -> the name of its month.
    """
    by_signal: dict[str, list[Sign]] = defaultdict(list)
    for sign in signs:
        by_signal[f"group {sign.group}" if sign.group else sign.signal].append(sign)
    found = []
    for asked in (*read_asked(), *read_settling()):
        named = (f"group {asked.group}",) if asked.group else asked.signals
        own = [sign for signal in named for sign in by_signal.get(signal, ())]
        if own and outcome in asked.template.on:
            own.sort(key=lambda sign: (not sign.is_found, -sign.weight))
            found.append(Proposal(_date(asked, own[0], ended_at, write_month), tuple(own)))
    return tuple(sorted(found, key=lambda one: (not one.is_found, -one.weight, one.template.place)))


def _date(asked: Asked, sign: Sign, ended_at: int, write_month: Callable[[int, str], str]) -> Template:
    """The question with the month of its first sign, where it has words for that and the month is not long ago."""
    at = sign.at
    if not asked.dated or not sign.is_found or at is None or not 0 <= ended_at - at <= _NAMED_DAYS * _DAY:
        return asked.template
    texts = {language: text.format(month=write_month(at, language)) for language, text in asked.dated.items()}
    return replace(asked.template, texts=texts)
