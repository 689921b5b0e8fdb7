"""Plays, their calls, and what is told of either."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from assay.web.api.shapes.plain import Driver, Id, Share, Text
from assay.web.material.choosing import name_offer
from assay.web.plays.models import Play, PlayCall

Offers = Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=20)]


class CallShape(Schema):
    """What came back in a call. version: of this call, as its ETag."""

    id: int
    version: int
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
            id=call.pk, version=call.version, at=call.at,
            result=call.result, said=call.said, driver=call.driver, referral=call.referral,
            next_step=call.next_step, next_due=call.next_due,
        )  # fmt: skip


class PlayShape(Schema):
    """One approach to one open deal. version: as its ETag, to be sent as If-Match with whatever changes it."""

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
    offer_note: str
    offers: list[str]
    offer_keys: list[str] = Field(description="of the offers, in their order, to be sent when they are changed")
    dropped_why: str
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
            prompts=play.prompts, adviser_script=play.adviser_script, offer_note=play.offer_note,
            dropped_why=play.dropped_why,
            offers=[str(one.get("title") or one.get("id")) for one in play.offers],
            offer_keys=[name_offer(one) for one in play.offers],
            outcome=play.outcome, is_open=play.is_open,
            calls=[CallShape.of(call) for call in play.calls.filter(removed_at=None).order_by("at")],
        )  # fmt: skip


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
    offers: Offers = Field(
        default_factory=list,
        description="measure:CODE, material:ID, reference:PERSON, as the script of the deal names them in may_offer",
    )
    offer_note: Text = ""
    forced_why: Annotated[str, Field(max_length=300)] = Field(
        "", description="why a deal that is held out by lot is called all the same"
    )


class CallIn(Schema):
    """What came back. said: the buyer's words, which go into the record."""

    version: Annotated[int, Field(ge=0, lt=2**31)] | None = Field(None, description="of the play, instead of If-Match")
    result: Literal["same_issue", "other_concern", "no_concern", "no_answer", "referral"]
    said: Text = ""
    referral: Annotated[str, Field(max_length=300)] = ""
    next_step: Annotated[str, Field(max_length=300)] = ""
    next_due: date | None = None
    driver: Driver = Field("", description="after another concern: which, where it is known")


class DropIn(Schema):
    """Why the play will not be done."""

    why: Annotated[str, Field(min_length=1, max_length=300)]


class PlayChange(Schema):
    """What is to be another way; what is left out or null stays. contact_id: null for nobody yet."""

    owner: Annotated[str, Field(max_length=254)] | None = Field(None, description="e-mail address of who does it")
    due: date | None = Field(None, description="today or later, where it is another day than before")
    contact_id: Id | None = None
    opener: Text | None = None
    question: Text | None = None
    prompts: Text | None = None
    adviser_script: Text | None = None
    offers: Offers | None = Field(
        None, description="all that is to be offered: offer_keys of the play, or what the script names in may_offer"
    )
    offer_note: Text | None = None


class ConcernIn(Schema):
    """Which driver the buyer's words name."""

    driver: Driver
