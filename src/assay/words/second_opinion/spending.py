"""What was spent on the language model in each calendar month: reserved before a question, settled after it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from assay.domain.errors import InputError
from assay.store.durable import write_durably
from assay.store.home import Home
from assay.store.writer_lock import hold_lock
from assay.words.second_opinion.settings import OpinionSettings

#: letters of a text that make up a token at the least, where nobody counts them
_LETTERS = 3


@dataclass(frozen=True)
class Spent:
    """Of one month. is_estimated: whether a server did not count, or an answer did not come."""

    questions: int
    tokens_in: int
    tokens_out: int
    money: float
    is_estimated: bool


class Purse:
    """Lets a question through while the month's cap holds, and writes down what it cost."""

    def __init__(self, home: Home, settings: OpinionSettings) -> None:
        self._folder = home.path / "opinions"
        self._settings = settings

    def reserve(self, letters_in: int, most_out: int) -> str:
        """Room for a question of so many letters, at its worst cost; returns its name.

        Raises InputError where that passes the cap.
        """
        tokens_in = -(-letters_in // _LETTERS)
        worst = self._settings.price(tokens_in, most_out)
        self._folder.mkdir(parents=True, exist_ok=True)
        with hold_lock(self._folder / "spending.lock"):
            cap = self._settings.cap
            spent = read_spent(self._folder)
            if cap and spent.money + worst > cap:
                raise InputError(
                    f"The cap of {cap:g} {self._settings.currency} a month would be passed: "
                    f"{spent.money:.2f} are spent, and this question may cost {worst:.2f}.",
                    fix="Wait for the next month, or raise the cap under Settings, Second opinion.",
                )
            name = uuid4().hex
            self._write(name, tokens_in, most_out, is_estimated=True)
        return name

    def settle(self, name: str, tokens_in: int | None, tokens_out: int | None, letters_out: int) -> Spent:
        """What the question really took; where the server did not count, it is estimated from the letters."""
        with hold_lock(self._folder / "spending.lock"):
            was = next((entry for entry in _read_entries(self._folder) if entry["name"] == name), {"in": 0})
            taken_in = was["in"] if tokens_in is None else tokens_in
            taken_out = -(-letters_out // _LETTERS) if tokens_out is None else tokens_out
            is_estimated = tokens_in is None or tokens_out is None
            self._write(name, taken_in, taken_out, is_estimated=is_estimated)
        return Spent(1, taken_in, taken_out, self._settings.price(taken_in, taken_out), is_estimated)

    def _write(self, name: str, tokens_in: int, tokens_out: int, *, is_estimated: bool) -> None:
        money = self._settings.price(tokens_in, tokens_out)
        entry = {"name": name, "in": tokens_in, "out": tokens_out, "money": money, "estimated": is_estimated}
        entries = {one["name"]: one for one in _read_entries(self._folder)} | {name: entry}
        lines = "".join(json.dumps(one) + "\n" for one in entries.values())
        write_durably(_find_month(self._folder), lines)


def find_spent(home: Home) -> Spent:
    """What was spent in this calendar month (UTC)."""
    return read_spent(home.path / "opinions")


def read_spent(folder: Path) -> Spent:
    """What the month's file says."""
    entries = list(_read_entries(folder))
    total = {name: sum(entry[name] for entry in entries) for name in ("in", "out", "money")}
    is_estimated = any(entry["estimated"] for entry in entries)
    return Spent(len(entries), total["in"], total["out"], float(total["money"]), is_estimated)


def _find_month(folder: Path) -> Path:
    return folder / f"spent-{datetime.now(UTC):%Y-%m}.jsonl"


def _read_entries(folder: Path) -> Iterator[dict[str, Any]]:
    path = _find_month(folder)
    if path.exists():
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
