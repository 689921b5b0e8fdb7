"""What a loss file is made from: one deal with its rows, as read, before any wording or drawing."""

from dataclasses import dataclass, field
from datetime import date

from assay.reports.grounds import Grounds
from assay.reports.reasons.rows import DealReasons
from assay.reports.winning.rows import Chance

#: the filled cells of a source row: heading and value
SourceRow = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Standing:
    """Where a row stands in its source. `kept` names the file in which the source row was kept whole."""

    file: str = ""
    line: int = 0
    url: str = ""
    kept: str = ""


@dataclass(frozen=True)
class Deal:
    """The deal's own row; money in the deal's currency and, where a run knew a rate, in the home currency."""

    id: int
    source: str
    instance: str
    source_id: str
    name: str
    account_id: int | None
    account: str
    owner: str
    outcome: str
    stage: str
    amount: float | None
    currency: str | None
    opened_at: int | None
    closed_at: int | None
    closed_at_basis: str
    close_date_stated: date | None
    product: str
    loss_reason: str
    win_reason: str
    closed_in_batch: bool
    custom: dict[str, object]
    standing: Standing
    history_complete: bool = False


@dataclass(frozen=True)
class Moment:
    """The moment at which the run looked at the deal; `value` is what it counts in the home currency.

    stage: in which it then stood.  kind: its segment, product and size band, as far as they are known.
    """

    view: str
    outcome: str
    as_of: int
    known_by: int
    ended_at: int | None
    last_word_at: int | None
    value: float | None
    stage: str = ""
    kind: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Quiet:
    """What the run said of the buyer's silence; the results' table silence says what each number means."""

    usual_until: int | None
    p_dead: float | None
    p_share: float | None
    p_low: float | None
    p_high: float | None
    n: int | None
    deals: int | None
    hopeless_at: int | None


@dataclass(frozen=True)
class Person:
    """A buyer who is named on the deal or took part in it; rank is the seniority ladder's, 0 unknown."""

    id: int
    name: str
    title: str
    rank: int
    roles: tuple[str, ...]
    role_row: int | None
    standing: Standing


@dataclass(frozen=True)
class Event:
    """One activity of the deal. `turns`: (speaker, words).

    people: ids of buyers, `addressed` those of them to whom it was only written, `copied` others who were only in copy.
    buyers: how many took part, the nameless among them. unplaced: participants of whom nobody can tell the side.
    ours: who of us took part, or owns it; has_attachment: None where the source does not tell.
    """

    id: int
    at: int
    kind: str
    direction: str
    status: str
    is_automated: bool
    subject: str
    body: str
    owner: str
    people: tuple[int, ...]
    addressed: tuple[int, ...]
    copied: tuple[int, ...]
    buyers: int
    unplaced: int
    unnamed: tuple[str, ...]
    turns: tuple[tuple[str, str], ...]
    standing: Standing
    ours: tuple[str, ...] = ()
    has_attachment: bool | None = None
    has_body: bool = False


@dataclass(frozen=True)
class Change:
    """One change of a field of the deal; stages by their labels, sellers by their names."""

    id: int
    at: int
    field: str
    old: str
    new: str
    standing: Standing


@dataclass(frozen=True)
class Touch:
    """Marketing reached a buyer of this deal."""

    id: int
    at: int
    person_id: int
    campaign: str
    kind: str
    responded: bool
    standing: Standing


@dataclass(frozen=True)
class PersonChange:
    """Somebody joined, left, was promoted or moved at the account; rank by the new title or the old, 0 unknown."""

    id: int
    at: int
    name: str
    change: str
    title: str
    mandate: str
    from_employer: str
    standing: Standing
    rank: int = 0
    person_id: int | None = None
    known_at: int = 0


@dataclass(frozen=True)
class Competitor:
    """A competitor named on the deal; known_at: when the record came to hold the row."""

    id: int
    name: str
    part: str
    named_at: int | None
    standing: Standing
    known_at: int = 0


@dataclass(frozen=True)
class Demand:
    """A field that a stage asks for, on which a finding rests."""

    id: int
    stage: str
    field: str
    standing: Standing


@dataclass(frozen=True)
class Debrief:
    """A talk after the close, or what there was of it: announced, asked for, held."""

    id: int
    kind: str
    announced_at: int | None
    asked_at: int | None
    held_at: int | None
    answer: str
    standing: Standing


@dataclass(frozen=True)
class Utterance:
    """One turn of a transcript, on which a finding rests."""

    id: int
    at: int
    speaker: str
    text: str
    standing: Standing


@dataclass(frozen=True)
class Statement:
    """What somebody said about the deal."""

    id: int
    at: int | None
    side: str
    origin: str
    text: str
    standing: Standing


@dataclass(frozen=True)
class CodedWords:
    """One row of the results' table mention."""

    deal_id: int
    table: str
    row_id: int
    side: str
    origin: str
    at: int | None
    quote: str
    driver: str
    theme: str
    about: str
    competitor: str
    polarity: str
    coder: str
    confidence: float | None
    choices: tuple[str, ...]
    note: str

    @property
    def is_praise(self) -> bool:
        """Whether it speaks well of somebody and gives no reason: see assay.tables.mention.IS_PRAISE."""
        return not self.driver and self.polarity == "for" and self.coder == "model"


@dataclass(frozen=True)
class SellerPart:
    """One of our side who took part: in how many activities, the first and the last of them (epoch seconds)."""

    name: str
    activities: int
    first_at: int
    last_at: int


@dataclass(frozen=True)
class Finding:
    """A stored hit; `rows` names its evidence as (table, row id)."""

    signal: str
    sentence: str
    hit_at: int | None
    rows: tuple[tuple[str, int], ...]
    value: float | None = None


@dataclass(frozen=True)
class Comparable:
    """The won deals that a lost deal may be set against: how many, what they share with it, how alike they are.

    held, given_up, not_recorded: dimensions, such as "size, segment".  size_difference, opened_difference: of the deal
    from the mean of the won deals, in standard deviations.  declined: why there are none, or empty.
    """

    age_days: int | None
    n_won: int
    n_lost: int | None
    held: str
    given_up: str
    not_recorded: str
    size_difference: float | None
    opened_difference: float | None
    declined: str


@dataclass(frozen=True)
class Turn:
    """When contact fell for good, if it did; low and high hold the day with 80 %.

    Times are None where the words span too few days for a turn to be looked for.
    """

    words: int
    days: int
    turn_at: int | None
    low_at: int | None
    high_at: int | None


@dataclass(frozen=True)
class DealFile:
    """One deal and every row about it, oldest first.

    answers: signal -> hit, clear or unknown. sources: kept file and line -> the source row, for evidence only.
    """

    deal: Deal
    moment: Moment | None
    people: tuple[Person, ...] = ()
    events: tuple[Event, ...] = ()
    changes: tuple[Change, ...] = ()
    touches: tuple[Touch, ...] = ()
    person_changes: tuple[PersonChange, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    demands: tuple[Demand, ...] = ()
    debriefs: tuple[Debrief, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()
    turn: Turn | None = None
    answers: dict[str, str] = field(default_factory=dict)
    sources: dict[tuple[str, int], SourceRow] = field(default_factory=dict)
    comparable: Comparable | None = None
    quiet: Quiet | None = None
    sellers: tuple[SellerPart, ...] = ()
    grounds: Grounds = field(default_factory=Grounds)
    coded: tuple[CodedWords, ...] = ()
    reasons: DealReasons = field(default_factory=DealReasons)
    chance: Chance | None = None


@dataclass(frozen=True)
class Comparison:
    """One signal among lost and won deals of the same age and stage; shares and lift with their 95 % intervals."""

    signal: str
    lost_hit: int
    lost_n: int
    won_hit: int
    won_n: int
    lost_share: float | None
    lost_share_low: float | None
    lost_share_high: float | None
    won_share: float | None
    won_share_low: float | None
    won_share_high: float | None
    lift: float | None
    lift_low: float | None
    lift_high: float | None
    p: float | None
    q: float | None
    asked: int
    verdict: str
    more_needed: int | None
    raw_lost_share: float | None
    raw_won_share: float | None
    answered_share: float


@dataclass(frozen=True)
class AskedSignal:
    """A signal as the run asked it: its words and its thresholds; its sentence, and the unit of its value."""

    signal: str
    title: str
    question: str
    fires: str
    unknown: str
    thresholds: dict[str, float] = field(default_factory=dict)
    says: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Run:
    """The run that the pages show."""

    run_id: str
    as_of: int
    made_at: int
    record_version: int
    baseline_version: str
    home_currency: str
    deals: int
    signals: dict[str, AskedSignal]
    comparisons: dict[str, Comparison]
    company: str = ""
    note: str = ""
