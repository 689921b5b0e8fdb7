"""A deal of the sample: what the CRM holds of it, and each change of that."""

from dataclasses import dataclass, field

from assay.sample.cast import Account, Contact, Seller
from assay.sample.clock import DAY, moment
from assay.sample.happenings import Happening
from assay.sample.market import Product

QUALIFYING, DISCOVERY, EVALUATION, PROPOSAL, NEGOTIATION, WON, LOST, NO_DECISION = range(8)
STAGES = (
    "Qualification",
    "Discovery",
    "Evaluation",
    "Proposal",
    "Negotiation",
    "Closed Won",
    "Closed Lost",
    "Closed No Decision",
)
PROBABILITIES = (10, 25, 45, 65, 85, 100, 0, 0)
#: until then the third stage was called otherwise, and history keeps the old name
RENAMED = moment(2024, 7, 1)
OLD_EVALUATION = "Presentation"


def stage_name(stage: int, at: int) -> str:
    """What a stage was called at a moment."""
    return OLD_EVALUATION if stage == EVALUATION and at < RENAMED else STAGES[stage]


@dataclass(frozen=True)
class Change:
    """One field of the deal, set at a moment by someone; `ids` are the old and new value once more as ids."""

    at: int
    field: str
    old: str
    new: str
    by: Seller
    ids: tuple[tuple[str, str], ...] = ()


@dataclass
class Member:
    """A buyer on the deal, as the CRM has them; `listed` is when someone entered the role."""

    contact: Contact
    role: str
    listed: int
    primary: bool = False


@dataclass(frozen=True)
class RivalMention:
    """A competitor entered on the deal, with what was put down of its strengths and weaknesses."""

    name: str
    at: int
    strengths: str
    weaknesses: str


@dataclass(frozen=True)
class State:
    """What the CRM's own history row holds after a change."""

    at: int
    by: Seller
    stage: str
    stage_no: int
    amount: int
    close_day: int
    forecast: str


@dataclass
class Deal:
    """One deal. `amount` in whole units of `currency`; `close_day` is the first second of the stated day."""

    id: str
    name: str
    account: Account
    owner: Seller
    product: Product
    opened: int
    amount: int
    currency: str
    close_day: int
    source: str = "Outbound"
    kind: str = "New Business"
    stage: int = QUALIFYING
    forecast: str = "Pipeline"
    closed: int | None = None
    discount: int = 0
    reason: str = ""
    reason_detail: str = ""
    win_reason: str = ""
    lost_to: str = ""
    why_buy: str = ""
    next_step: str = ""
    announced: int | None = None
    partner: Account | None = None
    partner_role: str = ""
    story: str = ""
    members: list[Member] = field(default_factory=list)
    rivals: list[RivalMention] = field(default_factory=list)
    log: list[Happening] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    states: list[State] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return self.stage >= WON

    def begin(self) -> None:
        """Writes the first row of the history."""
        self.changes.append(Change(self.opened, "created", "", "", self.owner))
        self._keep_state(self.opened, self.owner)

    def move(self, at: int, stage: int, by: Seller) -> None:
        """Changes the stage; closing sets the close date to that day."""
        self._note(at, "StageName", stage_name(self.stage, at), stage_name(stage, at), by)
        self.stage = stage
        if stage >= WON:
            self.closed = at
            self.close_day = at - at % DAY
            self.set_forecast(at, "Closed" if stage == WON else "Omitted", by)
        self._keep_state(at, by)

    def push(self, at: int, close_day: int, by: Seller) -> None:
        """Changes the date on which the deal is expected to close."""
        self._note(at, "CloseDate", str(self.close_day), str(close_day), by)
        self.close_day = close_day
        self._keep_state(at, by)

    def reprice(self, at: int, amount: int, by: Seller) -> None:
        self._note(at, "Amount", str(self.amount), str(amount), by)
        self.amount = amount
        self._keep_state(at, by)

    def set_forecast(self, at: int, forecast: str, by: Seller) -> None:
        if forecast != self.forecast:
            self._note(at, "ForecastCategoryName", self.forecast, forecast, by)
            self.forecast = forecast

    def believe(self, at: int, forecast: str, by: Seller) -> None:
        """Someone moves the deal to another forecast category."""
        self.set_forecast(at, forecast, by)
        self._keep_state(at, by)

    def hand_over(self, at: int, to: Seller, by: Seller) -> None:
        ids = ((self.owner.id, to.id),)
        self.changes.append(Change(at, "Owner", self.owner.name, to.name, by, ids))
        self.owner = to

    def state_reason(self, at: int, reason: str, by: Seller) -> None:
        """What the seller chose from the list of loss reasons."""
        self._note(at, "Loss_Reason__c", self.reason, reason, by)
        self.reason = reason

    def _note(self, at: int, name: str, old: str, new: str, by: Seller) -> None:
        self.changes.append(Change(at, name, old, new, by))

    def _keep_state(self, at: int, by: Seller) -> None:
        self.states.append(
            State(at, by, stage_name(self.stage, at), self.stage, self.amount, self.close_day, self.forecast)
        )
