"""Changes of a guide: taken over, added to, ordered, worded. It always has from FEWEST to MOST questions."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.asking.guide.proposing import Proposal
from assay.asking.guide.templates import FEWEST, MOST, Template
from assay.domain.errors import InputError
from assay.web.debriefs.drafting import Field, keep_draft, read_draft
from assay.web.debriefs.models import ChosenQuestion, Debrief, Guide
from assay.web.people.log import note
from assay.web.request import Request


class StaleGuide(Exception):
    """Another window has changed the guide since the page was made."""


@dataclass(frozen=True)
class Offered:
    """One question to take over: its words, where it comes from, and what in the record proposes it."""

    template: Template
    source: str = "template"
    grounds: str = ""


def offer(template: Template, proposals: Iterable[Proposal]) -> Offered:
    """A question as it is taken over, with what of the deal proposes it."""
    for proposal in proposals:
        if proposal.template.key == template.key:
            said = " ".join(sign.said for sign in proposal.signs)
            return Offered(template, "finding" if proposal.is_found else "unknown", said[:500])
    return Offered(template)


def begin_guide(request: Request, debrief: Debrief, offered: Iterable[Offered]) -> Guide:
    """Takes these questions as the guide, if there is none yet; done twice it is done once."""
    with transaction.atomic():
        Debrief.objects.select_for_update().get(pk=debrief.pk)
        guide, is_new = Guide.objects.get_or_create(debrief=debrief, defaults={"changed_by": request.user})
        if is_new:
            for place, one in enumerate(offered, start=1):
                _put(guide, one, place, debrief.language)
            note(request, "made", "guide", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id))
    return guide


@contextmanager
def _changing(request: Request, debrief: Debrief, seen: int) -> Iterator[Guide]:
    """The guide, held while it is changed, and its next version afterwards. Raises StaleGuide."""
    with transaction.atomic():
        guide = Guide.objects.select_for_update().filter(debrief=debrief).first()
        if guide is None or guide.version != seen:
            raise StaleGuide
        yield guide
        guide.version += 1
        guide.changed_at, guide.changed_by = timezone.now(), request.user
        guide.save()
        note(request, "changed", "guide", debrief.pk, debrief.deal_name, deal=str(debrief.deal_id))


def add_question(request: Request, debrief: Debrief, one: Offered, seen: int) -> None:
    """Puts a proposed question in, at its place by the templates. Raises InputError above MOST, StaleGuide."""
    with _changing(request, debrief, seen) as guide:
        standing = _check_room(guide)
        later = [asked for asked in standing if asked.part == "closing" or asked.part == "unasked"]
        place = later[0].place if later and one.template.part != "unasked" else standing[-1].place + 1
        for asked in [asked for asked in standing if asked.place >= place]:
            asked.place += 1
            asked.save(update_fields=["place"])
        _put(guide, one, place, debrief.language)


def add_own(request: Request, debrief: Debrief, text: str, seen: int) -> None:
    """Puts a question in own words in, before those that close the talk. Raises as add_question."""
    text = " ".join(text.split())[:500]
    if not text:
        raise InputError(_("There is no question yet."), fix=_("Write it, then add it."))
    standing = ChosenQuestion.objects.filter(guide__debrief=debrief)
    if standing.filter(text=text, removed_at=None).exists():
        return
    number = standing.filter(source="own").count() + 1
    template = Template(f"own_{number}", (), "", 0, False, 0, {"en": text, debrief.language: text}, {})
    add_question(request, debrief, Offered(template, "own"), seen)
    keep_own(request, debrief, "")


def find_own(request: Request, debrief: Debrief) -> Field:
    """Where the user's question is kept that is not yet part of the guide."""
    return Field("own question", request.user, debrief)


def keep_own(request: Request, debrief: Debrief, text: str) -> None:
    """Keeps a question as it is typed, before it is added."""
    field = find_own(request, debrief)
    standing = read_draft(field)
    if text or standing.version:
        keep_draft(field, text, standing.version)


def take_out(request: Request, debrief: Debrief, key: str, seen: int) -> None:
    """Takes a question out; what was noted to it stays. Raises InputError below FEWEST, StaleGuide."""
    with _changing(request, debrief, seen) as guide:
        standing = list(guide.questions.filter(removed_at=None))
        if len(standing) <= FEWEST:
            raise InputError(
                _("A guide has %(fewest)d questions at least.") % {"fewest": FEWEST},
                fix=_("Add another one first, then take this one out."),
            )
        guide.questions.filter(key=key).update(removed_at=timezone.now())


def shift_question(request: Request, debrief: Debrief, key: str, seen: int, *, up: bool) -> None:
    """Moves a question one place up or down. Raises StaleGuide."""
    with _changing(request, debrief, seen) as guide:
        standing = list(guide.questions.filter(removed_at=None))
        at = next((at for at, one in enumerate(standing) if one.key == key), None)
        other = None if at is None else at + (-1 if up else 1)
        if at is not None and other is not None and 0 <= other < len(standing):
            standing[at], standing[other] = standing[other], standing[at]
        for place, one in enumerate(standing, start=1):
            if one.place != place:
                one.place = place
                one.save(update_fields=["place"])


@dataclass(frozen=True)
class Worded:
    """What became of a question's words. is_stale: somebody else worded it meanwhile, and that stands."""

    text: str
    version: int
    is_stale: bool = False


def word_question(request: Request, debrief: Debrief, key: str, text: str, seen: int) -> Worded:
    """Words a question anew as it is typed. seen: its version on the page. Raises ChosenQuestion.DoesNotExist.

    Every state is kept. An empty one is kept and not asked: the words before it stand.
    """
    text = " ".join(text.split())[:500]
    with transaction.atomic():
        one = ChosenQuestion.objects.select_for_update().get(guide__debrief=debrief, key=key, removed_at=None)
        if one.text == text or not text:
            return Worded(one.text, one.version)
        field = Field(f"question {key}", request.user, debrief)
        keep_draft(field, text, read_draft(field).version)
        if one.version != seen:
            return Worded(one.text, one.version, is_stale=True)
        one.text, one.texts, one.version = text, {}, one.version + 1
        one.save()
        return Worded(text, one.version)


def find_expected(request: Request, debrief: Debrief, key: str) -> Field:
    """Where this user keeps what answer is expected: nobody else ever reads it."""
    return Field(f"expected {key}", request.user, debrief)


def _check_room(guide: Guide) -> list[ChosenQuestion]:
    """The standing questions. Raises InputError where there is no room for another."""
    standing = list(guide.questions.filter(removed_at=None))
    if len(standing) >= MOST:
        raise InputError(
            _("A guide has %(most)d questions at most: more are not answered.") % {"most": MOST},
            fix=_("Take one out first, then add this one."),
        )
    return standing


def _put(guide: Guide, one: Offered, place: int, language: str) -> None:
    template = one.template
    is_own = one.source == "own"
    values = {
        "place": place,
        "part": template.part,
        "source": one.source,
        "text": template.say(language),
        "why": template.say_why(language),
        "grounds": one.grounds,
        "texts": {} if is_own else dict(template.texts),
        "whys": {} if is_own else dict(template.whys),
        "removed_at": None,
    }
    top = guide.questions.filter(key=template.key).aggregate(top=Max("version"))["top"] or 0
    guide.questions.update_or_create(key=template.key, defaults={**values, "version": top + 1})
