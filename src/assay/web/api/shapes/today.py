"""What needs a person now, and what that person is strong in."""

from ninja import Schema

from assay.web.api.shapes.plain import Id, Share


class TodayLine(Schema):
    """A deal or something else to look at. address: of the page where it is done."""

    deal_id: Id | None
    name: str
    why: str
    signals: list[str]
    address: str


class TodaySection(Schema):
    """A list of the page of today. rule: by what it is chosen and ordered."""

    name: str
    title: str
    rule: str
    count: int
    is_more: bool
    lines: list[TodayLine]


class Today(Schema):
    """The same lists as on the page of today and in the digest; texts are in the language of Accept-Language."""

    sections: list[TodaySection]


class StrengthLine(Schema):
    """What was seen more often in these won deals than in those of others. low, high: 95 %, of hits / n."""

    kind: str
    code: str
    name: str
    said: str
    hits: int
    n: int
    low: Share
    high: Share
    other_hits: int
    other_n: int


class Strengths(Schema):
    """won: own won deals, or those of the team. is_enough: from `fewest` of them on something can be said."""

    won: int
    fewest: int
    is_team: bool
    is_enough: bool
    strengths: list[StrengthLine]
