"""Makes a text about a deal, changes what is hidden in it, and takes a person's decision."""

from collections.abc import Sequence

from django.utils import timezone

from assay.domain.errors import InputError
from assay.jobs.queue import enqueue
from assay.store.home import Home
from assay.web.outgoing.models import Outgoing, State
from assay.web.people.models import User
from assay.words.second_opinion.document import Document, read_document, write_document
from assay.words.second_opinion.gathering import compose_for_deal
from assay.words.second_opinion.settings import open_settings

#: letters that a person may type to be hidden
_MOST_WORDS, _LONGEST = 200, 200


def ask_for_text(user: User, deal_id: int, deal_name: str) -> Outgoing:
    """A text about a deal, being prepared; the one that still waits for a decision where there is one."""
    waiting = Outgoing.objects.filter(deal_id=deal_id, state__in=(State.PREPARING, State.WAITING)).first()
    if waiting:
        return waiting
    made = Outgoing.objects.create(deal_id=deal_id, deal_name=deal_name[:300], made_by=user.email)
    enqueue("opinion_text", {"outgoing": made.pk}, asked_by=user, key=f"opinion_text {made.pk}")
    return made


def prepare_text(home: Home, outgoing: Outgoing) -> None:
    """Fills in what would leave. Raises InputError where nothing can be asked about the deal."""
    settings = open_settings(home)
    document = compose_for_deal(home, settings, outgoing.deal_id)
    outgoing.host, outgoing.model, outgoing.is_redacted = settings.host, settings.model, settings.redacts
    outgoing.content = write_document(document)
    outgoing.text, outgoing.digest = document.text, document.digest
    outgoing.state = State.WAITING
    outgoing.version += 1
    outgoing.save()


def open_document(outgoing: Outgoing) -> Document:
    """The document behind a text that was not sent yet."""
    return read_document(outgoing.content, also=outgoing.also, show=outgoing.shown)


def change_text(outgoing: Outgoing, version: int, also: Sequence[str], shown: Sequence[str]) -> bool:
    """Hides other words in a text that waits. False where somebody was quicker.

    Raises InputError for more words than can be meant.
    """
    words = list(dict.fromkeys(word.strip() for word in also if word.strip()))
    if len(words) > _MOST_WORDS or any(len(word) > _LONGEST for word in words):
        raise InputError(f"These are more than {_MOST_WORDS} lines, or a line is too long.", fix="Write fewer words.")
    document = read_document(outgoing.content, also=words, show=shown)
    told = {"also": words, "shown": list(shown), "text": document.text, "digest": document.digest}
    rows = Outgoing.objects.filter(pk=outgoing.pk, state=State.WAITING, version=version)
    return bool(rows.update(**told, version=version + 1))


def approve_text(outgoing: Outgoing, digest: str, who: str) -> bool:
    """Approves exactly the text of that digest, and has it sent. False where the text is another one by now."""
    told = {"state": State.APPROVED, "approved_digest": digest, "decided_by": who, "decided_at": timezone.now()}
    rows = Outgoing.objects.filter(pk=outgoing.pk, state=State.WAITING, digest=digest)
    if not rows.update(**told, problem=""):
        return Outgoing.objects.filter(
            pk=outgoing.pk, approved_digest=digest, state__in=(State.APPROVED, State.SENT)
        ).exists()
    enqueue("opinion", {"outgoing": outgoing.pk}, key=f"opinion {outgoing.pk}")
    return True


def refuse_text(outgoing: Outgoing, who: str) -> bool:
    """The text is not sent, and what was hidden in it is forgotten. False where that was decided already."""
    told = {"state": State.REFUSED, "decided_by": who, "decided_at": timezone.now(), "content": {}, "also": []}
    rows = Outgoing.objects.filter(pk=outgoing.pk, state__in=(State.PREPARING, State.WAITING, State.FAILED))
    return bool(rows.update(**told, shown=[]))
