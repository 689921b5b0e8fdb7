"""Wordings changed, restored and given up for Assay's own: each logged, each state kept."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from assay.rescue.saying.scripts import find_template
from assay.web.people.log import note
from assay.web.people.saving import change_row
from assay.web.request import Request
from assay.web.scripts.models import Wording, WordingState


def find_row(driver: str, language: str) -> Wording:
    """The row of this driver and language; one that is not kept yet where nobody changed anything."""
    return Wording.objects.filter(driver=driver, language=language).first() or Wording(driver=driver, language=language)


def keep_wording(
    request: Request, driver: str, language: str, seen: int, texts: Mapping[str, str], act: str = "changed"
) -> Wording:
    """Keeps the team's own, if it is still the version `seen`; the same sent twice is kept once. Raises StaleRow.

    texts: the four parts, checked already.  act: changed or restored.
    """
    return _change(request, driver, language, seen, act, texts, is_own=True)


def go_back(request: Request, driver: str, language: str, seen: int) -> Wording:
    """Says Assay's own again; the team's stays among the states. Raises StaleRow."""
    return _change(request, driver, language, seen, "went_back", find_template(driver, language).as_texts(),
                   is_own=False)  # fmt: skip


def _change(
    request: Request, driver: str, language: str, seen: int, act: str, texts: Mapping[str, str], *, is_own: bool
) -> Wording:
    with transaction.atomic():
        row, _ = Wording.objects.get_or_create(driver=driver, language=language)
        changes = {**texts, "is_own": is_own, "changed_by": request.user, "changed_at": timezone.now()}
        standing, is_new = change_row(row, seen, changes)
        if is_new:
            WordingState.objects.create(
                wording=standing, number=standing.version, act=act, by=request.user, at=standing.changed_at, **texts
            )
            note(request, act, "script", standing.pk, str(standing), version=standing.version)
    return standing
