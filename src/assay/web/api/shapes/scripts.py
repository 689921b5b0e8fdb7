"""What to say to a buyer, and whether a text gives another buyer away."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from assay.web.api.shapes.plain import Driver, Id, Share, Text


class Offerable(Schema):
    """What may be offered against the driver in this deal. key: to be sent with the play."""

    key: str
    title: str


class Reachable(Schema):
    """Somebody at the buyer. may_call: neither asked not to be contacted, nor without the consent that it takes."""

    person_id: Id
    name: str
    title: str
    may_call: bool


class Script(Schema):
    """What to say to a buyer about a driver. left_out: parts that would have given another buyer away as proposed."""

    deal_id: Id
    driver: str
    p: Share | None = Field(description="that it is at work in this deal; None where the run tells nothing of it")
    language: str
    is_own: bool = Field(description="in the team's own words, not the product's")
    called: str = Field(description="for whom it is written; empty where the record knows nobody who may be called")
    opener: str
    question: str
    prompts: list[str]
    adviser_script: str
    left_out: list[str]
    held_out: bool = Field(description="the deal is left alone by lot: a play needs a word on why it is called")
    people: list[Reachable]
    may_offer: list[Offerable]


class ScriptQuery(Schema):
    """For which driver, and which loss nothing may give away."""

    reason: Driver
    loss_id: Id | None = None
    language: Literal["", "en", "de"] = Field("", description="by default the person's own")


class CheckIn(Schema):
    """Texts to be checked. loss_id: the loss that they come of; without it no buyer may be named whom we lost."""

    loss_id: Id | None = None
    contact_id: Id | None = None
    opener: Text = ""
    question: Text = ""
    prompts: Text = ""
    adviser_script: Text = ""
    offer_note: Text = ""


class Checked(Schema):
    """leaks: by text, a sentence on each place that has to be reworded."""

    is_clear: bool
    leaks: dict[str, list[str]]
