"""What needs a person now, by the API, and what stands out in that person's won deals."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from ninja import Router

from assay.domain.errors import InputError
from assay.web.api.shapes import today as shapes
from assay.web.home.sections import Line, Section, list_sections
from assay.web.home.standing import find_standing
from assay.web.home.strengths import find_strengths
from assay.web.people.log import note_visit
from assay.web.request import Request

router = Router(tags=["me"])


@router.get("today", response=shapes.Today, summary="What needs the person now, as in the digest")
def read_today(request: Request) -> shapes.Today:
    """The first lines of each list, and how many there are."""
    catalogue = find_standing(settings.HOME).catalogue
    if catalogue is None:
        raise InputError("There are no results yet.", fix="Import the record and make a run.")
    sections = [_write(one) for one in list_sections(request, catalogue)]
    note_visit(request, "saw", "today", "", by="api")
    return shapes.Today(sections=sections)


def _write(one: Section) -> shapes.TodaySection:
    lines = [_write_line(line) for line in one.lines]
    return shapes.TodaySection(
        name=one.name, title=one.title, rule=one.rule, count=one.count, is_more=one.is_more, lines=lines
    )


def _write_line(line: Line) -> shapes.TodayLine:
    deal = line.deal
    return shapes.TodayLine(
        deal_id=None if deal is None else str(deal.id),
        name=line.label,
        why=line.why,
        signals=list(line.titles),
        address=line.address or (reverse("deal", args=[deal.id]) if deal else reverse("home")),
    )


@router.get("strengths", response=shapes.Strengths, summary="What stands out in one's won deals, or in the team's")
def read_strengths(request: Request) -> shapes.Strengths:
    """For reps and managers: nobody is given the strengths of a single other person."""
    found = find_strengths(request)
    if found is None:
        raise Http404
    lines = [
        shapes.StrengthLine(name=one.name, said=one.said, **{name: getattr(one.told, name) for name in _FIGURES})
        for one in found.shown
    ]
    note_visit(request, "saw", "strengths", "", by="api")
    return shapes.Strengths(
        won=found.won, fewest=found.fewest, is_team=found.is_team, is_enough=found.is_enough, strengths=lines
    )


_FIGURES = ("kind", "code", "hits", "n", "low", "high", "other_hits", "other_n")
