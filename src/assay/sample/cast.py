"""The people and companies of the sample: who sells, who buys."""

from dataclasses import dataclass, field

from assay.sample.names import Tongue

HOME_DOMAIN = "larkmoor.example"
COMPANY = "Larkmoor Instruments (invented)"


@dataclass
class Seller:
    """Someone at Larkmoor, with the habits that colour their deals (each 0 to 1, or days)."""

    id: str
    given: str
    family: str
    title: str
    team: str
    role_id: str = ""
    manager: "Seller | None" = None
    hired: int = 0
    left: int | None = None
    reply_days: float = 0.6
    reach: float = 0.5
    hope: float = 0.5
    late: float = 0.2
    follow_up: float = 0.8

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def email(self) -> str:
        return f"{self.given}.{self.family}@{HOME_DOMAIN}".lower().replace("ø", "o").replace("é", "e").replace(" ", "")


@dataclass
class Account:
    """A company that buys, advises or sells with us."""

    id: str
    name: str
    firm: str
    domain: str
    industry: str
    employees: int
    tongue: Tongue
    city: str
    owner: Seller
    created: int
    kind: str = "Prospect"
    contacts: list["Contact"] = field(default_factory=list)
    changes: list["TitleChange"] = field(default_factory=list)
    ties: list["Tie"] = field(default_factory=list)
    about: str = ""

    @property
    def size(self) -> str:
        if self.employees < 150:
            return "Small site"
        return "Mid-size" if self.employees < 1000 else "Group"


@dataclass
class Contact:
    """Someone at an account. `shown_title` is what the CRM has, which may be nothing; `level` is the truth.

    `letters_from` and `letters_until`: when the newsletter to them began and was stopped, None for never.
    """

    id: str
    account: Account
    given: str
    family: str
    email: str
    phone: str
    level: int
    function: str
    title: str
    shown_title: str
    created: int
    owner: Seller
    source: str = ""
    opted_out: bool = False
    about: str = ""
    letters_from: int | None = None
    letters_until: int | None = None

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(frozen=True)
class TitleChange:
    """What the CRM kept of a change of title."""

    contact: Contact
    at: int
    old: str
    new: str
    by: Seller


@dataclass(frozen=True)
class Tie:
    """Someone of another company who knows this account from within: an adviser, a former employee."""

    contact: Contact
    role: str
    since: int
    until: int | None
    entered: int


Person = Seller | Contact
