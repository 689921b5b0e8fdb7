"""What to say in a call, and whether a text gives another buyer away."""

from typing import Annotated

from ninja import Schema
from pydantic import Field

from assay.web.api.shapes.plain import Driver, Id, Share

Text = Annotated[str, Field(max_length=4_000)]


class SayingQuery(Schema):
    """driver: the likeliest at work where it is left out. loss: the understood loss that it comes of."""

    driver: Driver = ""
    loss: Id | None = None
    contact: Id | None = None


class Callable(Schema):
    """Somebody at the buyer. may_call: neither asked not to be contacted, nor without the consent that it takes."""

    person_id: Id
    name: str
    title: str
    may_call: bool


class Saying(Schema):
    """Texts proposed, none of which gives the loss away; what would have is empty. p: that the driver is at work."""

    deal_id: Id
    driver: str
    name: str
    p: Share | None
    held_out: bool = Field(description="this deal is left alone by lot: a play needs a word on why it is called")
    people: list[Callable]
    opener: str
    question: str
    prompts: str
    adviser_script: str


class CheckIn(Schema):
    """Texts to be checked against what is known of the loss."""

    loss_id: Id
    contact_id: Id | None = None
    opener: Text = ""
    question: Text = ""
    prompts: Text = ""
    adviser_script: Text = ""


class Checked(Schema):
    """leaks: by text, a sentence on each place that has to be reworded."""

    is_clear: bool
    leaks: dict[str, list[str]]
