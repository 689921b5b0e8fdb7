"""What the API answers with and takes, as its OpenAPI description has it. Ids are texts: they have up to 64 bits."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from assay.reports.catalogue.listing import ListedDeal
from assay.rescue.at_risk import AtRisk
from assay.web.plays.models import Play, PlayCall

Id = Annotated[str, Field(pattern=r"^-?[0-9]{1,19}$", examples=["2415234570595194626"])]
Driver = Annotated[str, Field(max_length=80, examples=["price_too_high"])]
Text = Annotated[str, Field(max_length=4_000)]
Share = Annotated[float, Field(ge=0, le=1)]


class Refusal(Schema):
    """What is wrong, by RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    fix: str = ""
    errors: list[dict[str, str]] = []


class Me(Schema):
    """Who the token acts for."""

    email: str
    name: str
    role: str
    can_write: bool
    sees_all_deals: bool


class Deal(Schema):
    """A deal as lists show it. Times are UTC; value is in the home currency."""

    id: Id
    source_id: str
    name: str
    account: str
    outcome: str
    owner: str
    stage: str | None
    value: float | None
    opened_at: datetime | None
    closed_at: datetime | None
    last_word_at: datetime | None
    silence_days: int | None
    p_dead: Share | None = Field(None, description="probability that the silence is the end")
    findings: int
    stated_reason: str | None

    @staticmethod
    def of(deal: ListedDeal) -> "Deal":
        """From the catalogue."""
        told: dict[str, Any] = {name: getattr(deal, name) for name in Deal.model_fields if name != "stated_reason"}
        return Deal(**told | {"id": str(deal.id), "stated_reason": deal.reason})


class DealQuery(Schema):
    """What deals are listed, as in the list of deals; outcome and signal may be sent again."""

    outcome: list[Annotated[str, Field(max_length=40)]] = []
    signal: list[Annotated[str, Field(max_length=80)]] = []
    q: Annotated[str, Field(max_length=200)] = ""
    sort: Annotated[str, Field(max_length=40)] = Field("", description="opened, -value, -findings, ...")
    after: Annotated[str, Field(max_length=400)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class ReasonQuery(Schema):
    """Drivers by code or name; none: by the verdict."""

    reason: list[Driver] = []


class ToldQuery(Schema):
    """Either reasons or words."""

    reason: list[Driver] = []
    text: Annotated[str, Field(max_length=2_000)] = ""


class DealPage(Schema):
    """Deals in order. next: the query of the page after this one, None on the last."""

    deals: list[Deal]
    next: str | None


class Evidence(Schema):
    """A row that something rests on."""

    table: str
    row_id: Id
    occurred_at: datetime | None


class Finding(Schema):
    """A stored hit of a signal. association: what the team's deals tell of it, with both counts."""

    signal: str
    title: str
    sentence: str
    hit_at: datetime | None
    evidence: list[Evidence]
    association: Literal["associated", "not_associated", "not_enough"]
    lift: float | None
    lift_low: float | None
    lift_high: float | None
    lost_n: int
    won_n: int


class Reason(Schema):
    """A driver's part in the deal. p: that it had a material part, of an open deal p_active counts. 95 % interval."""

    driver: str
    name: str
    p_active: Share
    p: Share
    p_low: Share
    p_high: Share
    whose: str
    stated_by_rep: bool
    stated_by_buyer: bool
    rows_for: int
    rows_against: int


class Statement(Schema):
    """What somebody said about the deal, as far as everybody may read it who sees the deal. A quote, no instruction."""

    side: str
    origin: str
    occurred_at: datetime | None
    text: str


class WholeDeal(Schema):
    """One deal. standing: told, cannot_tell or too_little; None where no verdict was reached."""

    deal: Deal
    standing: str | None
    confirmed: list[str] | None = Field(None, description="main drivers that a person confirmed")
    reasons: list[Reason]
    findings: list[Finding]
    statements: list[Statement]


class Fact(Schema):
    """A signal that fired on the loss. missing: what the record would have to hold, where it is unknown here."""

    signal: str
    title: str
    missing: str = ""


class AtWork(Schema):
    """A driver sought in an open deal."""

    driver: str
    p: Share
    rows: int


class LikeDeal(Schema):
    """An open deal in the same situation with this probability."""

    deal_id: Id
    name: str
    owner: str
    value: float | None
    probability: Share
    silent_days: int | None
    at_work: list[AtWork]
    matches: list[Fact]
    differs: list[Fact]
    unknown: list[Fact]


class Like(Schema):
    """source: verdict, confirmed, reasons or words.  held_out: how many more are kept back by lot."""

    source: str
    lot: str = Field(description="of this question: to be sent with a play that comes of it")
    sought: dict[str, Share]
    deals: list[LikeDeal]
    held_out: int
    least: Share = Field(description="deals below it are not named")


class RiskReason(Schema):
    """A driver at work."""

    driver: str
    p: Share
    whose: str
    since: datetime | None
    rows: int


class Risk(Schema):
    """An open deal at risk. rule: what act_by rests on: decision, pause or now."""

    deal_id: Id
    name: str
    owner: str
    stage: str
    value: float | None
    act_by: datetime
    rule: Literal["decision", "pause", "now"]
    decision_at: datetime | None
    pace_days: float | None
    silent_days: int | None
    reasons: list[RiskReason]
    find_out: str
    then: str

    @staticmethod
    def of(one: AtRisk, owner: str, find_out: str, then: str) -> "Risk":
        """From the list of deals at risk."""
        told: dict[str, Any] = {name: getattr(one, name) for name in Risk.model_fields if hasattr(one, name)}
        reasons = [vars(reason) for reason in one.reasons]
        more = {"deal_id": str(one.deal_id), "owner": owner, "reasons": reasons, "find_out": find_out, "then": then}
        return Risk(**told | more)


class Risks(Schema):
    """All that the person may see, value times probability first; of count at most 100."""

    count: int
    deals: list[Risk]


class Why(Schema):
    """Why a lost deal may be spoken to again. kind: consent, changed, contract, moved or leader."""

    kind: str
    on: date
    about: str


class WonBack(Schema):
    """A lost deal. may_call: the buyer said that we may come back; otherwise that is to be asked first."""

    deal_id: Id
    name: str
    value: float | None
    closed_on: date
    driver: str
    may_call: bool
    whys: list[Why]


class Way(Schema):
    """Somebody who can talk to the buyer in our stead, and the path from us to there."""

    group: str
    through: str
    name: str
    about: str
    path: list[str]
    from_them: int
    to_them: int
    talks: int
    last_word_at: datetime | None
    hindered: str = Field(description="why the person may not be asked; empty: nothing is known against it")
    is_sure: bool


class Ways(Schema):
    """missing: what the record would need for more."""

    driver: str
    ways: list[Way]
    colleagues_who_know_someone: list[str]
    missing: list[str]


class Offer(Schema):
    """Something done against the concern in other deals, beside deals alike in which it was not done by then.

    difference: of the shares won, 95 % interval; None where it cannot be told. An association, no effect.
    """

    measure: str
    done_n: int
    done_won: int
    not_n: int
    not_won: int
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    verdict: str


class Offers(Schema):
    """What was done against one concern."""

    driver: str
    offers: list[Offer]
    references: list[str]


class CallShape(Schema):
    """What came back in a call."""

    id: int
    at: datetime
    result: str
    said: str
    driver: str
    referral: str
    next_step: str
    next_due: date | None

    @staticmethod
    def of(call: PlayCall) -> "CallShape":
        """From the workflow."""
        return CallShape(
            id=call.pk, at=call.at, result=call.result, said=call.said, driver=call.driver, referral=call.referral,
            next_step=call.next_step, next_due=call.next_due,
        )  # fmt: skip


class PlayShape(Schema):
    """One approach to one open deal. version: to be sent with a call, so that nothing is written over unseen."""

    id: int
    version: int
    deal_id: Id
    deal_name: str
    loss_id: Id | None
    driver: str
    probability: Share | None
    source: str
    owner: str
    due: date
    contact: str
    through: str
    opener: str
    question: str
    prompts: str
    adviser_script: str
    offers: list[str]
    offer_note: str
    outcome: str
    is_open: bool
    calls: list[CallShape]

    @staticmethod
    def of(play: Play) -> "PlayShape":
        """From the workflow."""
        return PlayShape(
            id=play.pk, version=play.version, deal_id=str(play.deal_id), deal_name=play.deal_name,
            loss_id=None if play.loss_id is None else str(play.loss_id), driver=play.driver,
            probability=play.probability, source=play.source, owner=play.owner.email, due=play.due,
            contact=play.contact_name, through=play.through_name, opener=play.opener, question=play.question,
            prompts=play.prompts, adviser_script=play.adviser_script,
            offers=[str(one.get("title") or one.get("id")) for one in play.offers],
            offer_note=play.offer_note, outcome=play.outcome, is_open=play.is_open,
            calls=[CallShape.of(call) for call in play.calls.filter(removed_at=None).order_by("at")],
        )  # fmt: skip


class Offerable(Schema):
    """What may be offered against the driver in this deal. key: to be sent with the play."""

    key: str
    title: str


class Script(Schema):
    """What to say to a buyer about a driver. left_out: parts that would have given another buyer away as proposed."""

    deal_id: Id
    driver: str
    language: str
    is_own: bool = Field(description="in the team's own words, not the product's")
    called: str = Field(description="for whom it is written; empty where the record knows nobody who may be called")
    opener: str
    question: str
    prompts: list[str]
    adviser_script: str
    left_out: list[str]
    may_offer: list[Offerable]


class ScriptQuery(Schema):
    """For which driver, and which loss nothing may give away."""

    reason: Driver
    loss_id: Id | None = None
    language: Literal["", "en", "de"] = Field("", description="by default the person's own")


class PlayIn(Schema):
    """A play to be made. Sent twice within minutes it is one.

    due, contact and what to say are proposed where they are left out, or null; "" is no text.
    """

    deal_id: Id
    driver: Driver
    loss_id: Id | None = None
    lot: Annotated[str, Field(max_length=120)] = Field("", description="of the question that named the deal")
    due: date | None = None
    contact_id: Id | None = None
    opener: Text | None = None
    question: Text | None = None
    prompts: Text | None = Field(None, description="three to keep listening, one on each line")
    adviser_script: Text | None = Field(None, description="for whoever talks to the buyer in our stead")
    offers: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=20)] = Field(
        default_factory=list,
        description="measure:CODE, material:ID, reference:PERSON, as the script of the deal names them in may_offer",
    )
    offer_note: Text = ""
    forced_why: Annotated[str, Field(max_length=300)] = Field(
        "", description="why a deal that is held out by lot is called all the same"
    )


class CallIn(Schema):
    """What came back. said: the buyer's words, which go into the record."""

    version: Annotated[int, Field(ge=0, lt=2**31)]
    result: Literal["same_issue", "other_concern", "no_concern", "no_answer", "referral"]
    said: Annotated[str, Field(max_length=4_000)] = ""
    referral: Annotated[str, Field(max_length=300)] = ""
    next_step: Annotated[str, Field(max_length=300)] = ""
    next_due: date | None = None


class ConcernIn(Schema):
    """Which driver the buyer's words name."""

    driver: Driver
