"""What a signal is: one question asked of every deal, its text read from the module's own docstring."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis.expr.types as ir

#: The sections that a signal's docstring must hold, in this order.
SECTIONS = ("Question", "Fires", "Says", "Value", "Reads", "Unknown", "Evidence", "Source")

#: The columns that a signal returns, one row for each row of `book.deal`.
ANSWER_COLUMNS = ("deal_id", "answer", "value", "hit_at")

#: The columns of its evidence: the very rows that hits rest on.
EVIDENCE_COLUMNS = ("deal_id", "table_name", "row_id", "occurred_at")

#: The columns of its `typical` table, where it has one: one value for each won deal, group and age.
TYPICAL_COLUMNS = ("deal_id", "grp", "age_days", "value")


@dataclass(frozen=True)
class Text:
    """The words of a signal. They live in the module's docstring and nowhere else."""

    title: str
    question: str
    fires: str
    says: str  # one sentence about one deal, with {value} and {day}
    value: str  # its unit: days, hours, minutes, people, fields, deals, times, competitors, pieces, seniority or share
    reads: tuple[str, ...]  # tables of the book
    unknown: str  # what is missing when the answer is unknown, and what data would answer it
    evidence: str
    source: str


@dataclass(frozen=True)
class Signal:
    """One question: `name` is `<family>.<file>`."""

    name: str
    family: str
    text: Text
    answer: Callable[..., ir.Table]
    evidence: Callable[..., ir.Table]
    typical: Callable[..., ir.Table] | None
    thresholds: dict[str, int | float | str]
    fingerprint: str  # of the file's source: a changed signal is asked again
