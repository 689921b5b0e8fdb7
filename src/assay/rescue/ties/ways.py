"""A way to a buyer through somebody else: the places on it, the steps between them, and what each step rests on."""

from dataclasses import dataclass
from datetime import date

from assay.asking.capping import Cap
from assay.asking.whom import Figures

#: the groups of ways, in the order in which they are told
GROUPS = ("tied", "moved", "colleague", "reference")


@dataclass(frozen=True)
class Ground:
    """A row that a step rests on. deal_id: the deal on whose file it stands, None for a row of no deal."""

    table: str
    row_id: int
    deal_id: int | None = None


@dataclass(frozen=True)
class Place:
    """Somebody, or a company, on the way. kind: seller, person or account.  about: title and employer, may be empty."""

    kind: str
    number: int | None
    name: str
    about: str = ""


@dataclass(frozen=True)
class Step:
    """From one place to the next.

    kind: exchange (both spoke), none (no two-way exchange is on record), adviser, partner, reference,
    former_employee, colleague (as in the table tie), took_part (in deals of this buyer, though of another company),
    stands_there, joined or left (the buyer), same_concern (a buyer who had it and was won).
    figures: of an exchange.  at, until: epoch seconds.  about: what the record says of it, such as a role, a deal or
    the employer before.
    """

    kind: str
    figures: Figures | None = None
    at: int | None = None
    until: int | None = None
    about: str = ""
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True)
class Other:
    """One more person at the buyer whom a colleague knows."""

    name: str
    title: str
    figures: Figures


@dataclass(frozen=True)
class Way:
    """One way to the buyer, from us on.

    group: one of GROUPS.  through: "person:<id>" or "seller:<id>", who talks in our stead.  places, steps: one place
    more than steps.  figures: of the exchanges between us and whoever the way goes through, of a colleague those with
    the person at the buyer: what ways are ordered by.  hindered: why the person may not be asked: do_not_contact,
    consent, withdrawn, said_no, cap, or empty.  free_on: of a cap.  on_deal: takes part in this deal already.
    is_sure: False where the record says only that names agree.  alike: of a reference, what it has in common with the
    buyer: segment, industry.
    """

    group: str
    through: str
    name: str
    about: str
    places: tuple[Place, ...]
    steps: tuple[Step, ...]
    figures: Figures
    hindered: str = ""
    free_on: date | None = None
    on_deal: bool = False
    is_sure: bool = True
    alike: tuple[str, ...] = ()
    others: tuple[Other, ...] = ()


@dataclass(frozen=True)
class Unnamed:
    """A colleague whose way leads over deals that the reader may not see: nothing is told of it but the name.

    kind: knows (someone there), or reference (one who had the same concern and was won).
    """

    seller_id: int
    name: str
    kind: str

    @property
    def through(self) -> str:
        """As that of a way."""
        return f"seller:{self.seller_id}"


@dataclass(frozen=True)
class Target:
    """The deal whose buyer is to be talked to.

    as_of: what occurred later is not read.  known_by: what became known later is not read.  Epoch seconds.
    """

    deal_id: int
    name: str
    owner_id: int | None
    account_id: int | None
    account: str
    segment: str
    industry: str
    outcome: str
    as_of: int
    known_by: int


@dataclass(frozen=True)
class Found:
    """Ways to one buyer. missing: what the record would need for more: account, people, exchanges, ties, changes,
    driver, references.
    """

    target: Target
    driver: str
    ways: tuple[Way, ...]
    unnamed: tuple[Unnamed, ...]
    missing: tuple[str, ...]

    def of_group(self, group: str) -> list[Way]:
        """Those of one group, the strongest first."""
        return [way for way in self.ways if way.group == group]


@dataclass(frozen=True)
class Manners:
    """What keeps somebody from being asked, besides what the record itself says.

    refused: person -> withdrawn (took their consent back) or said_no (we may not come back).  requests: person -> the
    days on which that person was asked for something.
    """

    today: date
    refused: dict[int, str]
    requests: dict[int, list[date]]
    cap: Cap = Cap()
