"""Deals in lists, and one deal with all that is known of it."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from assay.reports.catalogue.listing import ListedDeal
from assay.web.api.shapes.plain import Id, Share


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
    """What deals are listed, as in the list of deals; outcome, signal and reason may be sent again."""

    outcome: list[Annotated[str, Field(max_length=40)]] = []
    signal: list[Annotated[str, Field(max_length=80)]] = []
    reason: list[Annotated[str, Field(max_length=80)]] = Field(
        [], description="codes of drivers that are all told to stand out, or confirmed where a verdict was"
    )
    q: Annotated[str, Field(max_length=200)] = ""
    sort: Annotated[str, Field(max_length=40)] = Field("", description="opened, -value, -findings, ...")
    after: Annotated[str, Field(max_length=400)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


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
