"""Open deals in the same situation."""

from typing import Annotated

from ninja import Schema
from pydantic import Field

from assay.web.api.shapes.plain import Driver, Id, Share


class ReasonQuery(Schema):
    """Drivers by code or name; none: by the verdict."""

    reason: list[Driver] = []


class ToldQuery(Schema):
    """Either reasons or words."""

    reason: list[Driver] = []
    text: Annotated[str, Field(max_length=2_000)] = ""


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
    held_out: bool = Field(description="kept back by lot; such deals are counted and not named here, as on the page")


class Like(Schema):
    """source: verdict, confirmed, reasons or words.  held_out: how many more are kept back by lot."""

    source: str
    lot: str = Field(description="of this question: to be sent with a play that comes of it")
    sought: dict[str, Share]
    deals: list[LikeDeal]
    held_out: int
    least: Share = Field(description="deals below it are not named")
