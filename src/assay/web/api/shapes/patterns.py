"""Tables of patterns and of results."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

Short = Annotated[str, Field(max_length=200)]


class PatternQuery(Schema):
    """What the deals are narrowed to, as in the address of a page of patterns; what is not offered plays no part."""

    team: Short = ""
    unit: Short = ""
    segment: Short = ""
    product: Short = ""
    base: Short = ""
    by: Short = Field("", description="closing or opening: by which quarters are counted")
    field: Short = Field("", description="of the section groups: what to group by")


class Table(Schema):
    """Figures as they are drawn, with n and interval where they are estimates. Cells are texts, numbers or null."""

    name: str
    columns: list[str]
    rows: list[list[Any]]


class PatternPage(Schema):
    """is_too_near: nothing is told, since single deals beyond the person's own could be told from it."""

    section: str
    deals: int | None
    is_too_near: bool
    is_withheld: bool
    facts: dict[str, Any] = Field(description="what the page says beside its tables")
    tables: list[Table]


class ResultTable(Schema):
    """A table of the last run."""

    name: str
    about: str


class ResultQuery(Schema):
    """How the table is written."""

    format: Literal["json", "csv"] = "json"
