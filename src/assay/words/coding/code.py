"""What coding says of one passage."""

from dataclasses import dataclass

#: a passage that gives no reason has this in place of a driver; it is no driver and has no row
NOTHING = "nothing"
#: one that only speaks well of somebody has this; it is no driver either
PRAISE = "praise"


@dataclass(frozen=True)
class Choice:
    """A driver that a person may pick.  score: 0 to 1, the three of a passage sum to at most 1."""

    driver: str
    score: float


@dataclass(frozen=True)
class Code:
    """driver: empty where the coder abstained, and a person is offered `choices`.

    theme: what it is about, None for none.  tone: "for" where the passage only speaks well of somebody, "mixed" where
    it does so beside a reason, else empty.  About whom it speaks, and what follows, is for speaking_of to say.

    says_nothing: the passage gives no reason; then there is no driver, no theme and no choice.
    confidence: the score of the first choice, 0 to 1; 1 for a rule.  margin: by how much it goes before the second.
    coder: rule or model.  note: what a page has to say of this code.
    """

    driver: str
    theme: str | None
    coder: str
    confidence: float
    margin: float
    choices: tuple[Choice, ...]
    language: str
    says_nothing: bool = False
    note: str = ""
    tone: str = ""
