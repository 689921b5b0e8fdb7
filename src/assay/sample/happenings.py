"""What happens in the life of a deal, before any CRM gives it columns. Times are epoch seconds."""

from dataclasses import dataclass

from assay.sample.cast import Contact, Person, Seller


@dataclass(frozen=True)
class Mail:
    """An e-mail; `automated` means that a system sent it."""

    at: int
    sender: Person
    to: tuple[Person, ...]
    subject: str
    body: str
    thread: str
    cc: tuple[Person, ...] = ()
    attachment: str = ""
    automated: bool = False

    @property
    def incoming(self) -> bool:
        return isinstance(self.sender, Contact)


@dataclass(frozen=True)
class Transcript:
    """What was said in a call: (speaker, words) in turn, in the style of the tool that wrote it down."""

    style: str
    turns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Call:
    """A telephone call with one buyer, logged by hand at `logged`."""

    at: int
    rep: Seller
    buyer: Contact
    minutes: int
    subject: str
    text: str
    logged: int
    incoming: bool = False
    reached: bool = True
    transcript: Transcript | None = None


@dataclass(frozen=True)
class Meeting:
    """A meeting or demo in the calendar, put there at `booked`."""

    at: int
    kind: str
    host: Seller
    colleagues: tuple[Seller, ...]
    buyers: tuple[Contact, ...]
    minutes: int
    subject: str
    text: str
    booked: int
    held: bool = True
    transcript: Transcript | None = None


@dataclass(frozen=True)
class Chore:
    """Something that a seller said they would do."""

    at: int
    rep: Seller
    buyer: Contact | None
    subject: str
    text: str
    due: int
    done: int | None


@dataclass(frozen=True)
class Jotting:
    """A note on the deal."""

    at: int
    author: Seller
    title: str
    text: str


Happening = Mail | Call | Meeting | Chore | Jotting


def is_mailing(happening: Happening) -> bool:
    """Whether a system sent it by itself, with no hand of the buyer or of a seller in it."""
    return isinstance(happening, Mail) and happening.automated and not happening.incoming
