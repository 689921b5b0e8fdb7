"""What the reasons of a deal are made from, as read, before any wording or drawing."""

from dataclasses import dataclass, field

#: from here on a driver is likelier to have had a part than not
LIKELY = 0.5

#: from here on it is named as one that may have had a part; below, among the rest
POSSIBLE = 0.3

#: SQL of deal_id and driver of the reasons that the page of a deal tells to stand out: likely enough, and its verdict
#: tells any
TOLD = f"""
SELECT DISTINCT r.deal_id, r.driver FROM reason r LEFT JOIN verdict v ON v.deal_id = r.deal_id
WHERE r.p >= {LIKELY} AND coalesce(v.standing, 'told') = 'told'"""

#: told: reasons stand out.  cannot_tell: none does.  too_little: too little is recorded to ask
STANDINGS = ("told", "cannot_tell", "too_little")


@dataclass(frozen=True)
class ReasonRow:
    """One row of the results' table reason, which says what each number means."""

    driver: str
    view: str
    p_active: float
    p: float
    p_low: float
    p_high: float
    strength: float
    p_record: float
    whose: str
    rank: int
    stated_by_rep: bool
    stated_by_buyer: bool
    since: int | None = None


@dataclass(frozen=True)
class GroundRow:
    """One row of reason_ground. call: of an utterance, the activity in which it was said."""

    driver: str
    kind: str
    way: str
    table: str
    row_id: int
    signal: str = ""
    side: str = ""
    at: int | None = None
    weight: float | None = None
    call: int | None = None


@dataclass(frozen=True)
class VerdictRow:
    """What was concluded of the deal as a whole.

    Names are drivers: those that the rep named, the buyer, the record alone makes likely, and audits found material.
    """

    view: str
    standing: str
    truth_gap: str
    is_audited: bool = False
    by_rep: tuple[str, ...] = ()
    by_buyer: tuple[str, ...] = ()
    by_record: tuple[str, ...] = ()
    by_audit: tuple[str, ...] = ()


@dataclass(frozen=True)
class Effect:
    """What goes with a driver across deals: the ratio of weekly losses with it and without, of n ended deals."""

    n: int
    deals: int
    ratio: float | None
    low: float | None
    high: float | None
    verdict: str


@dataclass(frozen=True)
class HeldUp:
    """How often a rep's word held up in other ended deals in which a rep named the driver.

    n: such deals.  borne_out: those whose record makes it likelier than not that the driver was there.  heard: those
    of which the buyer was heard too.  agreed: those of them in which the buyer named it.  audited: those that were
    audited too.  found: those of them in which the audit found it.
    """

    n: int
    borne_out: int = 0
    heard: int = 0
    agreed: int = 0
    audited: int = 0
    found: int = 0


@dataclass(frozen=True)
class Together:
    """Two drivers that are there together in more deals than chance gives: how many times as often, in n deals."""

    drivers: frozenset[str]
    lift: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class DealReasons:
    """All of one deal. made_of: the run that they follow from, empty where no part of reasons was worked out yet."""

    rows: tuple[ReasonRow, ...] = ()
    grounds: tuple[GroundRow, ...] = ()
    verdict: VerdictRow | None = None
    effects: dict[str, Effect] = field(default_factory=dict)
    held: dict[str, HeldUp] = field(default_factory=dict)
    together: tuple[Together, ...] = ()
    made_of: str = ""
