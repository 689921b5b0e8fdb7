"""Rows that are finished and belong into the record, as the workflow hands them over."""

from dataclasses import dataclass, fields
from typing import ClassVar

from assay.domain.key import make_key

#: what rows typed here carry as source and instance
SOURCE, INSTANCE = "assay", "main"


@dataclass(frozen=True)
class Row:
    """One row of a table of the record.

    source_id: the same whenever the same thing is handed over.  known_at: when it was typed, epoch seconds.
    is_deleted: taken back; the record keeps a mark.
    """

    source_id: str
    known_at: int
    is_deleted: bool

    #: the name of its table
    table: ClassVar[str]

    @property
    def id(self) -> int:
        """Its key."""
        return make_key(SOURCE, INSTANCE, self.table, self.source_id)


@dataclass(frozen=True)
class StatementRow(Row):
    """What a person said about a deal. circle: None for everybody who may see the deal."""

    table: ClassVar[str] = "statement"
    deal_id: int
    side: str
    speaker_id: int | None
    origin: str
    occurred_at: int | None
    text: str
    circle: str | None


@dataclass(frozen=True)
class CodeRow(Row):
    """A driver that a person tagged in a statement."""

    table: ClassVar[str] = "statement_code"
    statement_id: int
    driver: str
    theme: str | None
    about: int | None
    polarity: str | None
    span: str | None
    coder: str = "person"
    confidence: float | None = 1.0


@dataclass(frozen=True)
class DebriefRow(Row):
    """A debrief as far as it has come."""

    table: ClassVar[str] = "debrief"
    deal_id: int
    announced_at: int | None
    asked_at: int | None
    channel: str | None
    answer: str | None
    held_at: int | None
    kind: str
    guide: str | None
    by_whom: int | None


@dataclass(frozen=True)
class RequirementRow(Row):
    """What was required."""

    table: ClassVar[str] = "requirement"
    deal_id: int
    what: str
    ours: bool | None
    theirs: bool | None
    met: bool | None
    statement_id: int | None


@dataclass(frozen=True)
class BuyingProcessRow(Row):
    """How an account decides."""

    table: ClassVar[str] = "buying_process"
    account_id: int
    how: str
    who_decides: str | None
    occurred_at: int | None
    statement_id: int | None


@dataclass(frozen=True)
class AuditRow(Row):
    """What was judged of one driver in an audit."""

    table: ClassVar[str] = "audit"
    deal_id: int
    auditor: int
    driver: str
    verdict: str
    is_main: bool
    occurred_at: int
    quarter: str
    quarter_first: int
    quarter_until: int
    probability: float


#: every kind of row that is written from here
ROWS: tuple[type[Row], ...] = (StatementRow, CodeRow, DebriefRow, RequirementRow, BuyingProcessRow, AuditRow)


def list_own(kind: type[Row]) -> list[str]:
    """The columns that a kind of row has besides those common to all."""
    common = {field.name for field in fields(Row)}
    return [field.name for field in fields(kind) if field.name not in common]


def name_statement(answer: int, version: int) -> str:
    """The source id of a version of an answer: a correction is a row of its own, known from when it was made."""
    return f"answer {answer}.{version}"
