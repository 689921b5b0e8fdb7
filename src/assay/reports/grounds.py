"""What signals read of a deal beside its rows: what was typical of won deals then, who spoke, what was asked for."""

from dataclasses import dataclass, field

from assay.reports.wording import write_count


@dataclass(frozen=True)
class Measure:
    """What is typical of won deals at a deal's moment, as one signal reads it.

    n: won deals behind it.  likeness: what they share with the deal, such as "of its size, 30k-100k"; empty for all.
    usual: percentile -> value in the signal's unit.
    """

    n: int
    likeness: str
    usual: dict[int, float]

    def say(self) -> str:
        """On how many won deals it rests: "37 won deals of its size, 30k-100k"."""
        return f"{write_count(self.n, 'won deal')} {self.likeness}".rstrip()


@dataclass(frozen=True)
class Speech:
    """Words of one transcribed call: ours, theirs, and of speakers of whom nobody can tell the side."""

    at: int
    ours: int
    theirs: int
    unplaced: int


@dataclass(frozen=True)
class Asked:
    """Something that the buyer asked, in a "call" or a "message"; words: those that carry its matter."""

    at: int
    asked_in: str
    words: int
    is_doubtful: bool


@dataclass(frozen=True)
class Reply:
    """A message of ours after a question; words: None without its text; shared: None where nobody can tell."""

    asked_at: int
    at: int
    words: int | None
    shared: int | None
    has_attachment: bool | None


@dataclass(frozen=True)
class Promise:
    """Something that our side said it would do. due_at: None where no day was named."""

    at: int
    due_at: int | None


@dataclass(frozen=True)
class SaidCue:
    """A buying cue of the buyer, in a "call" or a "message"; is_doubtful: somebody of an unknown side spoke next."""

    at: int
    said_in: str
    is_doubtful: bool


@dataclass(frozen=True)
class Seen:
    """How many deals of one kind the most experienced of ours in the conversations, and the team, had seen end.

    kind: "segment", "product" or "size".  record_from: where the record begins; None where no deal had ended.
    """

    kind: str
    closed: int
    team_closed: int
    record_from: int | None


@dataclass(frozen=True)
class Grounds:
    """All of it for one deal.

    measures: by signal.  usual_stages: stages before the present one, and the share of won deals that had been there.
    asking_stages: those that ask for fields, for any deal.
    """

    measures: dict[str, Measure] = field(default_factory=dict)
    usual_stages: tuple[tuple[str, float], ...] = ()
    speeches: tuple[Speech, ...] = ()
    asked: tuple[Asked, ...] = ()
    replies: tuple[Reply, ...] = ()
    promises: tuple[Promise, ...] = ()
    cues: tuple[SaidCue, ...] = ()
    seen: tuple[Seen, ...] = ()
    asking_stages: tuple[str, ...] = ()
