"""Questions that our own people answer, and what stands beside each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assay.web.debriefs.answering import Question

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Asked:
    """One question. kind: text, reasons, competitor, gap, equipped or deciders.  rows: of a field for text."""

    key: str
    label: "StrOrPromise"
    kind: str = "text"
    help: "StrOrPromise" = ""
    rows: int = 3

    def place(self, number: int) -> Question:
        """As answers have it."""
        return Question(self.key, str(self.label), number)


@dataclass(frozen=True)
class Line:
    """Something that the record shows beside a question. source: where it stands, in words.  address: opens it."""

    text: str
    source: str = ""
    address: str = ""


@dataclass(frozen=True)
class Known:
    """What the record knows for one question. choice: what is chosen for a start, until somebody chooses."""

    lines: Sequence[Line] = ()
    choice: Mapping[str, Any] = field(default_factory=dict)
