"""The own analysis beside the buyer's account, driver by driver and question by question (A2, G1), as far as both may
be read by whoever asks.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assay.asking.circles import Circle
from assay.asking.facts import read_reasons
from assay.asking.states import Kind, State
from assay.web.debriefs.allowing import filter_readable, list_visible
from assay.web.debriefs.models import Answer, ChosenQuestion, Debrief, Requirement
from assay.web.debriefs.own.questions import BESIDE, list_questions
from assay.web.debriefs.team import looking
from assay.web.debriefs.team.known import address_row
from assay.web.debriefs.team.questions import Line
from assay.web.debriefs.team.reading import list_readable
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.taxonomy import Taxonomy


@dataclass
class DriverRow:
    """One driver: whether we named it, whether the buyer did, and the buyer's words with their rows."""

    name: str
    ours: bool = False
    theirs: bool = False
    quotes: list[Line] = field(default_factory=list)

    @property
    def standing(self) -> str:
        """both, ours or theirs."""
        return "both" if self.ours and self.theirs else "ours" if self.ours else "theirs"


@dataclass(frozen=True)
class Pair:
    """One question of ours, what we said, and what the buyer said to the questions about the same."""

    question: str
    ours: Sequence[Answer]
    theirs: Sequence[Answer]


@dataclass
class GapRow:
    """One requirement over all who named it. None: nobody could tell."""

    what: str
    ours: bool | None = None
    theirs: bool | None = None
    met: bool | None = None

    @property
    def is_gap(self) -> bool:
        """Whether one side saw it and the other did not, or we did not meet what was required."""
        return (self.ours is not None and self.theirs is not None and self.ours != self.theirs) or (
            bool(self.theirs) and self.met is False
        )


@dataclass(frozen=True)
class Beside:
    """Both accounts. since: when the buyer's first answer was given, None where there is none yet."""

    drivers: Sequence[DriverRow]
    pairs: Sequence[Pair]
    rest: Sequence[Answer]
    requirements: Sequence[GapRow]
    since: datetime | None
    late: Sequence[str]


def list_of_buyer(request: Request, deal_id: int) -> list[Answer]:
    """What the buyer said in any debrief of the deal, as far as the user may read it."""
    found: list[Answer] = []
    for debrief in list_visible(request).filter(deal_id=deal_id, kind=Kind.BUYER):
        found += [one for one in list_readable(request, debrief) if one.side == "buyer" and one.finished_at]
    return found


def set_beside(request: Request, debrief: Debrief, ours: Sequence[Answer]) -> Beside:
    """The own analysis beside the buyer's account. ours: what of the analysis the user may read."""
    taxonomy = speak_taxonomy()
    theirs = list_of_buyer(request, debrief.deal_id)
    parts = _find_parts(theirs)
    pairs, used = [], set()
    for asked in list_questions(debrief.outcome):
        own = [one for one in ours if one.key == asked.key]
        same = [one for one in theirs if parts.get(one.pk, one.key) in BESIDE.get(asked.key, ())]
        if asked.kind != "reasons" and (own or same):
            used |= {one.pk for one in same}
            pairs.append(Pair(str(asked.label), own, same))
    since = min((one.said_at or one.made_at for one in theirs), default=None)
    return Beside(
        drivers=_list_drivers(ours, theirs, debrief.deal_id, taxonomy),
        pairs=pairs,
        rest=[one for one in theirs if one.pk not in used],
        requirements=_list_gaps(request, debrief.deal_id),
        since=since,
        late=[one.question for one in ours if since is not None and one.changed_at > since],
    )


def is_ready(debrief: Debrief, ours: Sequence[Answer]) -> bool:
    """Whether the own analysis may be set beside the buyer's account: it comes first, so that it is told unswayed.

    ours: what of the analysis the user may read.
    """
    return debrief.state in {State.HELD, State.CLOSED} and bool(ours)


def _find_parts(answers: Iterable[Answer]) -> dict[int, str]:
    """Answer -> the part of the guide that its question belongs to."""
    found = list(answers)
    questions = ChosenQuestion.objects.filter(guide__debrief__in={one.debrief_id for one in found})
    part = {(debrief, key): name for debrief, key, name in questions.values_list("guide__debrief", "key", "part")}
    return {one.pk: part[one.debrief_id, one.key] for one in found if (one.debrief_id, one.key) in part}


def _list_drivers(
    ours: Iterable[Answer], theirs: Iterable[Answer], deal_id: int, taxonomy: Taxonomy
) -> list[DriverRow]:
    rows: dict[str, DriverRow] = {}

    def find(code: str) -> list[DriverRow]:
        return [rows.setdefault(now, DriverRow(taxonomy.by_code[now].name)) for now in taxonomy.read_code(code)]

    for answer in ours:
        for tag in answer.tags.all():
            for row in find(tag.driver):
                row.ours = True
    for answer in theirs:
        for tag in answer.tags.all():
            for row in find(tag.driver):
                row.theirs = True
                row.quotes.append(Line(tag.span or answer.text[:200], answer.speaker_name))
    with looking.open_ask() as ask:
        for reason in read_reasons(ask, deal_id, "buyer", taxonomy):
            for row in find(reason.driver):
                row.theirs = True
                row.quotes.append(Line(reason.quote, "", address_row(deal_id, reason.table, reason.row_id)))
    order = {"both": 0, "theirs": 1, "ours": 2}
    return sorted(rows.values(), key=lambda row: (order[row.standing], row.name))


def _list_gaps(request: Request, deal_id: int) -> list[GapRow]:
    """What anybody named as required on the deal; the buyer's word goes before ours on what the buyer required."""
    found = Requirement.objects.filter(debrief__deal_id=deal_id, removed_at=None).exclude(what="")
    rows: dict[str, GapRow] = {}
    told_by_buyer: dict[str, bool] = defaultdict(bool)
    for one in filter_readable(request, found.select_related("debrief")):
        if one.circle != Circle.PRIVATE and one.finished_at is None:
            continue
        key = " ".join(one.what.casefold().split())
        row, is_buyers = rows.setdefault(key, GapRow(one.what)), one.debrief.kind == Kind.BUYER
        row.ours = row.ours if one.ours is None else one.ours
        if one.theirs is not None and (is_buyers or not told_by_buyer[key]):
            row.theirs, told_by_buyer[key] = one.theirs, told_by_buyer[key] or is_buyers
        row.met = row.met if one.met is None else one.met
    return sorted(rows.values(), key=lambda row: (not row.is_gap, row.what.casefold()))
