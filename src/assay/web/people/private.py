"""Private notes: read and written by their owner alone. Nothing else in Assay reads them, the log included."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from assay.web.people.models import PrivateNote, User


class StaleNote(Exception):
    """The note was changed since the page was made, in another window.

    standing: the note as it is now.
    """

    def __init__(self, standing: "OwnNote") -> None:
        super().__init__(standing)
        self.standing = standing


@dataclass(frozen=True)
class OwnNote:
    """One note of its owner; version 0 and no text where there is none yet."""

    kind: PrivateNote.Kind
    text: str = ""
    version: int = 0

    @property
    def is_kept(self) -> bool:
        """Whether there is one."""
        return self.version > 0


def read_note(user: User, deal_id: int, kind: PrivateNote.Kind) -> OwnNote:
    """The user's own note of this kind on the deal; nobody else's, whoever asks."""
    found = PrivateNote.objects.filter(owner=user, deal_id=deal_id, kind=kind).first()
    return OwnNote(kind, found.text, found.version) if found else OwnNote(kind)


def read_notes(user: User, deal_id: int) -> list[OwnNote]:
    """One of each kind."""
    found = {note.kind: note for note in PrivateNote.objects.filter(owner=user, deal_id=deal_id)}
    return [
        OwnNote(kind, found[kind].text, found[kind].version) if kind in found else OwnNote(kind)
        for kind in PrivateNote.Kind
    ]


def write_note(user: User, deal_id: int, kind: PrivateNote.Kind, text: str, version: int) -> OwnNote:
    """Keeps the text, which may be empty ("too upset" needs no words), in place of the version that the user saw.

    Raises StaleNote where another window has changed it since; sending the same text twice does not.
    """
    if version == 0:
        try:
            with transaction.atomic():
                PrivateNote.objects.create(owner=user, deal_id=deal_id, kind=kind, text=text)
        except IntegrityError:
            return _check_same(user, deal_id, kind, text)
        return OwnNote(kind, text, 1)
    own = PrivateNote.objects.filter(owner=user, deal_id=deal_id, kind=kind, version=version)
    if not own.update(text=text, version=version + 1):
        return _check_same(user, deal_id, kind, text)
    return OwnNote(kind, text, version + 1)


def remove_note(user: User, deal_id: int, kind: PrivateNote.Kind) -> None:
    """Nothing of it is kept."""
    PrivateNote.objects.filter(owner=user, deal_id=deal_id, kind=kind).delete()


def _check_same(user: User, deal_id: int, kind: PrivateNote.Kind, text: str) -> OwnNote:
    standing = read_note(user, deal_id, kind)
    if standing.is_kept and standing.text == text:
        return standing
    raise StaleNote(standing)
