"""What many answers hold: ids, drivers and shares; and what is told of whoever asks."""

from typing import Annotated

from ninja import Schema
from pydantic import Field

Id = Annotated[str, Field(pattern=r"^-?[0-9]{1,19}$", examples=["2415234570595194626"])]
Driver = Annotated[str, Field(max_length=80, examples=["price_too_high"])]
Text = Annotated[str, Field(max_length=4_000)]
Share = Annotated[float, Field(ge=0, le=1)]
#: of a row of the workflow
Number = Annotated[int, Field(ge=1, lt=2**31)]


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
