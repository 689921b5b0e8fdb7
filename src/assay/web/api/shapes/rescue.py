"""Deals at risk, deals to win back, who else can talk, and what to offer."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from assay.rescue.at_risk import AtRisk
from assay.web.api.shapes.plain import Id, Share


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
    """All that the person may see, value times probability first; 100 of count at a time."""

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
