"""Text kept as it is typed: every state of it a version, and nothing lost when two windows type at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assay.web.debriefs.models import Debrief, Draft, DraftVersion
from assay.web.people.models import User


@dataclass(frozen=True)
class Field:
    """One field of one author: the author's own, whoever else types in the same debrief.

    name: such as "introduction" or "answer why_so".  person_id: the buyer who types, on the own page; or whom the text
    is about, such as the one a letter goes to.
    """

    name: str
    author: User | None
    debrief: Debrief | None = None
    deal_id: int | None = None
    person_id: int | None = None

    @property
    def key(self) -> str:
        """What tells it from all others."""
        about = f"debrief {self.debrief.pk}" if self.debrief else f"deal {self.deal_id or 0}"
        who = f"user {self.author.pk}" if self.author else "buyer"
        return f"{about} {who} person {self.person_id or 0} {self.name}"[:240]


@dataclass(frozen=True)
class Kept:
    """What became of a text. is_stale: it was typed over an older one, and lies aside; `text` is what stands."""

    text: str
    version: int
    is_stale: bool = False


def read_draft(field: Field) -> Kept:
    """The text as it stands; version 0 and none where nothing was typed."""
    return read_drafts([field])[0]


def read_drafts(fields: Iterable[Field]) -> list[Kept]:
    """Each text as `read_draft` has it, in the order of the fields, read at once."""
    keys = [field.key for field in fields]
    found = {one.key: Kept(one.text, one.version) for one in Draft.objects.filter(key__in=keys)}
    return [found.get(key) or Kept("", 0) for key in keys]


def keep_draft(field: Field, text: str, seen: int, *, by: str = "") -> Kept:
    """Keeps `text` as the next version, if `seen` is the newest; the same text twice makes one version.

    Otherwise what was typed is kept as a version that is not in force, and what stands is returned with is_stale.
    by: who typed it, where that is not the author.
    """
    with transaction.atomic():
        draft, _ = Draft.objects.get_or_create(
            key=field.key,
            defaults={
                "debrief": field.debrief,
                "deal_id": field.debrief.deal_id if field.debrief else field.deal_id,
                "field": field.name[:120],
                "author": field.author,
                "person_id": field.person_id,
            },
        )
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        if draft.text == text and draft.version:
            return Kept(text, draft.version)
        last = draft.versions.order_by("-number").first()
        number = (last.number if last else 0) + 1
        is_stale = seen != draft.version
        if is_stale and last and last.is_aside and last.text == text:
            return Kept(draft.text, draft.version, is_stale=True)
        who = by or (field.author.email if field.author else "buyer")
        DraftVersion.objects.create(draft=draft, number=number, text=text, who=who, is_aside=is_stale)
        if not is_stale:
            draft.text, draft.version, draft.changed_at = text, number, timezone.now()
            draft.save()
        return Kept(draft.text, draft.version, is_stale=is_stale)


def list_versions(field: Field) -> list[DraftVersion]:
    """Every state of the text, the oldest first."""
    return list(DraftVersion.objects.filter(draft__key=field.key))
