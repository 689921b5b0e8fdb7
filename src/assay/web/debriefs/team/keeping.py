"""What is typed on a form of our own people, kept: one field as it is typed, or the whole form."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from assay.web.debriefs.answering import Speaker, find_field, keep_answer, tag_answer
from assay.web.debriefs.drafting import Kept, read_draft
from assay.web.debriefs.models import Debrief
from assay.web.debriefs.team.choices import Typed, read_typed
from assay.web.debriefs.team.questions import Asked
from assay.web.debriefs.team.speaking import describe_speaker
from assay.web.request import Request
from assay.web.whole_numbers import read_version
from assay.words.ear.blame import hear_blame
from assay.words.taxonomy import Taxonomy, load_taxonomy

#: id -> name of those who decide, on a form that asks for none
_NOBODY: Mapping[str, str] = {}


def keep_one(
    request: Request, debrief: Debrief, questions: Sequence[Asked], names: Mapping[str, str] = _NOBODY
) -> HttpResponse:
    """Keeps the one field that htmx sends as it is typed, and says how it is heard. Raises Http404 for no question.

    names: of those who decide, by their ids, as the page showed them.
    """
    place = next((at for at, one in enumerate(questions) if one.key == request.POST.get("key")), None)
    if place is None:
        raise Http404
    asked, speaker = questions[place], describe_speaker(request, debrief)
    kept, typed = _keep(request, debrief, asked, place + 1, speaker, load_taxonomy(settings.HOME), names)
    blame = hear_blame(typed.text) if asked.kind == "text" else None
    return render(request, "debriefs/team/kept.html", {"kept": kept, "name": f"seen.{asked.key}", "blame": blame})


def keep_all(
    request: Request, debrief: Debrief, questions: Sequence[Asked], names: Mapping[str, str] = _NOBODY
) -> bool:
    """Keeps every question that the form held. False, and said so, where another window was faster with one of them."""
    taxonomy, speaker, fine = load_taxonomy(settings.HOME), describe_speaker(request, debrief), True
    for place, asked in enumerate(questions, 1):
        if f"seen.{asked.key}" in request.POST:
            kept, _typed = _keep(request, debrief, asked, place, speaker, taxonomy, names)
            fine = fine and not kept.is_stale
    if not fine:
        messages.error(
            request, _("Another window has changed a field since. What you typed is kept among its versions.")
        )
    return fine


def _keep(
    request: Request, debrief: Debrief, asked: Asked, place: int, speaker: Speaker, taxonomy: Taxonomy,
    names: Mapping[str, str],
) -> tuple[Kept, Typed]:  # fmt: skip
    """Keeps what was sent for one question; an empty field that nobody has touched makes no answer."""
    typed = read_typed(asked, request.POST, taxonomy, names)
    seen = read_version(request, f"seen.{asked.key}")
    if not typed.text and seen == 0:
        return read_draft(find_field(debrief, asked.place(place), speaker)), typed
    with transaction.atomic():
        answer, kept = keep_answer(debrief, asked.place(place), speaker, typed.text, seen, choice=dict(typed.choice))
        if typed.tags is not None and not kept.is_stale:
            tag_answer(answer, typed.tags, request.user)
    return kept, typed
