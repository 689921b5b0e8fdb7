"""What the page of a guide shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from assay.asking.guide.choosing import fill_guide
from assay.asking.guide.proposing import Proposal
from assay.asking.guide.templates import FEWEST, MOST, Template
from assay.web.debriefs.drafting import Kept, read_draft, read_drafts
from assay.web.debriefs.guides.keeping import Offered, find_expected, find_own, offer
from assay.web.debriefs.guides.signs import list_proposals
from assay.web.debriefs.guides.templates import list_templates
from assay.web.debriefs.hearing import hear_typed_question
from assay.web.debriefs.models import ChosenQuestion, Debrief, Guide
from assay.web.request import Request
from assay.words.ear import QuestionHeard


@dataclass(frozen=True)
class QuestionView:
    """One question of the guide, what in the record proposed it, how the ear hears it, and what its reader expects."""

    question: ChosenQuestion
    grounds: str
    heard: QuestionHeard
    expected: Kept
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class OfferView:
    """One question that may be added. signs: what of this deal proposes it."""

    key: str
    text: str
    why: str
    proposal: Proposal | None = None


@dataclass(frozen=True)
class Offers:
    """All that a guide of this debrief can be made of. start: what it begins with."""

    proposals: tuple[Proposal, ...]
    templates: tuple[Template, ...]
    start: tuple[Offered, ...]

    def find(self, key: str) -> Offered | None:
        """The question of that key."""
        every = [*(one.template for one in self.proposals), *self.templates]
        found = next((one for one in every if one.key == key), None)
        return None if found is None else offer(found, self.proposals)


def read_offers(request: Request, debrief: Debrief) -> Offers:
    """What this deal proposes, and the standing templates."""
    proposals, templates = list_proposals(request, debrief), list_templates(debrief.outcome)
    start = tuple(offer(one, proposals) for one in fill_guide(templates, proposals))
    return Offers(proposals, templates, start)


def read_kept_offers(request: Request, debrief: Debrief) -> Offers:
    """The same in English, in which a guide keeps what proposed its questions, whoever takes them over."""
    with translation.override("en"):
        return read_offers(request, debrief)


def describe_guide(request: Request, debrief: Debrief) -> dict[str, Any]:
    """The context of the page: the guide, or what it would begin with, and what else may be asked."""
    guide = Guide.objects.filter(debrief=debrief).first()
    offers = read_offers(request, debrief)
    chosen = list(guide.questions.filter(removed_at=None)) if guide else []
    taken = {one.key for one in chosen} if guide else {one.template.key for one in offers.start}
    language = debrief.language
    left = [one for one in offers.proposals if one.template.key not in taken]
    return {
        "debrief": debrief,
        "guide": guide,
        "questions": _view_chosen(request, debrief, chosen, offers),
        "start": [] if guide else [(one, one.template.say(language)) for one in offers.start],
        "count": len(taken),
        "own": read_draft(find_own(request, debrief)).text,
        "fewest": FEWEST,
        "most": MOST,
        "found": [_view_offer(one, language) for one in left if one.is_found],
        "untold": [_view_offer(one, language) for one in left if not one.is_found],
        "others": [
            OfferView(one.key, one.say(language), one.say_why(language))
            for one in offers.templates
            if one.key not in taken
        ],
    }


def _view_chosen(
    request: Request, debrief: Debrief, chosen: Sequence[ChosenQuestion], offers: Offers
) -> list[QuestionView]:
    expected = read_drafts(find_expected(request, debrief, one.key) for one in chosen)
    spoken = _speak_grounds(request, debrief, chosen, offers)
    return [
        QuestionView(one, grounds, hear_typed_question(one.text), kept, one is chosen[0], one is chosen[-1])
        for one, grounds, kept in zip(chosen, spoken, expected, strict=True)
    ]


def _speak_grounds(
    request: Request, debrief: Debrief, chosen: Sequence[ChosenQuestion], offers: Offers
) -> Iterator[str]:
    """What proposed each question, in the language of the reader; as it was kept where the record says it no longer."""
    kept = None if translation.get_language() == "en" else read_kept_offers(request, debrief)
    for one in chosen:
        before, now = (kept.find(one.key), offers.find(one.key)) if kept and one.grounds else (None, None)
        yield now.grounds if before and now and before.grounds == one.grounds else one.grounds


def _view_offer(one: Proposal, language: str) -> OfferView:
    return OfferView(one.template.key, one.template.say(language), one.template.say_why(language), one)
