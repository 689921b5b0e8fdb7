"""What a person says of why a deal ended, beside what the run made of it."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from assay.web.api.shapes.plain import Driver, Id
from assay.web.confirming.models import ConfirmedVerdict
from assay.web.confirming.reading import ClosedDeal


class Said(Schema):
    """What somebody last said of it. act: confirmed, corrected or taken_back."""

    act: str
    mains: list[str]
    note: str
    by: str
    at: datetime


class Verdict(Schema):
    """mains: drivers that weigh most by the last run, none where it cannot tell. version: as its ETag, 0 at first."""

    deal_id: Id
    name: str
    outcome: str
    mains: list[str]
    said: Said | None
    may_confirm: bool
    version: int

    @staticmethod
    def of(deal: ClosedDeal, known: ConfirmedVerdict | None, *, may_confirm: bool) -> "Verdict":
        """From the run and the workflow."""
        said = None
        if known is not None:
            by = known.by.email if known.by else ""
            said = Said(act=known.act, mains=known.mains, note=known.note, by=by, at=known.at)
        return Verdict(
            deal_id=str(deal.deal_id), name=deal.name, outcome=deal.outcome, mains=list(deal.mains), said=said,
            may_confirm=may_confirm, version=known.version if known else 0,
        )  # fmt: skip


class VerdictIn(Schema):
    """The main reasons: when confirming those that the verdict names. note: how it is known."""

    mains: Annotated[list[Driver], Field(max_length=40)]
    note: Annotated[str, Field(max_length=2_000)] = ""
