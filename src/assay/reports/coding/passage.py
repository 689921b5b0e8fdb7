"""One passage as people see it when they code."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_KEY = re.compile(r"^([a-z_]{1,40})-(\d{1,19})-(\d{1,9})-(\d{1,9})$")


@dataclass(frozen=True)
class Place:
    """Where a passage stands: characters of the text of one row, the end not included."""

    table: str
    row_id: int
    start: int
    end: int

    @property
    def key(self) -> str:
        """The place as one word, for addresses."""
        return f"{self.table}-{self.row_id}-{self.start}-{self.end}"


def read_place(key: str) -> Place | None:
    """The place that a word names; None where it names none."""
    found = _KEY.match(key)
    return Place(found[1], int(found[2]), int(found[3]), int(found[4])) if found else None


@dataclass(frozen=True)
class Choice:
    """A driver that the model holds possible. score: 0 to 1."""

    driver: str
    score: float


@dataclass(frozen=True)
class Passage:
    """A passage with its code in the last run.

    driver: empty where the model abstained.  coder: rule, model or person.  choices: the first three of the model.
    model: which model with which taxonomy.
    """

    place: Place
    deal_id: int
    deal: str
    outcome: str
    side: str
    origin: str
    occurred_at: int | None
    known_at: int
    quote: str
    driver: str
    theme: str
    about: str
    competitor_id: int | None
    competitor: str
    polarity: str
    coder: str
    margin: float | None
    choices: tuple[Choice, ...]
    model: str
    note: str

    @property
    def is_praise(self) -> bool:
        """Whether it speaks well of somebody and gives no reason: see assay.tables.mention.IS_PRAISE."""
        return not self.driver and self.polarity == "for" and self.coder == "model"


COLUMNS = """
  m."table", m.row_id, m."start", m."end", m.deal_id, coalesce(d.name, d.source_id), d.outcome, m.side, m.origin,
  m.occurred_at, m.known_at, m.quote, coalesce(m.driver, ''), coalesce(m.theme, ''), coalesce(m.about, ''),
  m.competitor_id, coalesce(c.name, ''), coalesce(m.polarity, ''), m.coder, m.margin, m.choices,
  coalesce(m.coder_id, ''), coalesce(m.note, '')"""

#: what COLUMNS are read from
TABLES = "mention m JOIN deal d ON d.id = m.deal_id LEFT JOIN competitor c ON c.id = m.competitor_id"


def make_passage(row: Sequence[Any]) -> Passage:
    """From the values of COLUMNS."""
    table, row_id, start, end, *told = row
    values = (Place(table, row_id, start, end), *told[:16], read_choices(told[16]), *told[17:])
    return Passage(*values)


def read_choices(text: str | None) -> tuple[Choice, ...]:
    """The model's choices as a run keeps them: a list of objects with driver and score, or of such pairs."""
    found = json.loads(text) if text else []
    pairs = ((one["driver"], one["score"]) if isinstance(one, dict) else tuple(one) for one in found)
    return tuple(Choice(str(driver), float(score)) for driver, score in pairs)
