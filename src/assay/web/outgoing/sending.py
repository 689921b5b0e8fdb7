"""Sends an approved text, and keeps the answer beside our own codes."""

from collections.abc import Callable
from dataclasses import asdict

from django.utils import timezone

from assay.domain.errors import InputError, RetryLater
from assay.runs.second_opinions import add_second_opinions
from assay.store.home import Home
from assay.web.outgoing.models import Outgoing, State
from assay.web.outgoing.preparing import open_document
from assay.web.people.log import note
from assay.words.second_opinion.asking import Opinion, ask_opinion
from assay.words.second_opinion.document import Document
from assay.words.second_opinion.kept import build_codes, compare_codes, keep_opinion
from assay.words.second_opinion.settings import open_settings
from assay.words.second_opinion.spending import Purse
from assay.words.taxonomy import load_taxonomy


def send_text(
    home: Home,
    outgoing: Outgoing,
    tell: Callable[[str], None] = lambda doing: None,
    seal: Callable[[], None] = lambda: None,
) -> Outgoing:
    """Asks the language model about an approved text. seal: called before the answer is kept.

    Raises InputError where it cannot be sent, RetryLater where it may be later; the text says why.
    """
    if outgoing.state != State.APPROVED or outgoing.approved_digest != outgoing.digest:
        raise InputError("This text is not approved.", fix="Look at it and approve it.")
    settings, taxonomy, document = open_settings(home), load_taxonomy(home), open_document(outgoing)
    if (settings.host, settings.model) != (outgoing.host, outgoing.model):
        _fail(outgoing, "The address or the model was changed since the text was approved.")
        raise InputError(outgoing.problem, fix="Make the text anew.")
    try:
        opinion = ask_opinion(
            settings, document, taxonomy, Purse(home, settings), approved=outgoing.approved_digest, tell=tell
        )
    except RetryLater as error:
        Outgoing.objects.filter(pk=outgoing.pk).update(problem=error.message)
        raise
    except InputError as error:
        _fail(outgoing, error.message)
        raise
    seal()
    codes = build_codes(document, opinion, taxonomy)
    keep_opinion(home, outgoing.deal_id, opinion.coder, codes)
    add_second_opinions(home)
    outgoing.compared = [asdict(one) for one in compare_codes(document, codes, taxonomy)]
    _finish(outgoing, opinion, document)
    return outgoing


def _finish(outgoing: Outgoing, opinion: Opinion, document: Document) -> None:
    outgoing.state, outgoing.sent_at, outgoing.problem = State.SENT, timezone.now(), ""
    outgoing.way, outgoing.currency = opinion.way, opinion.currency
    outgoing.tokens_in, outgoing.tokens_out, outgoing.money = opinion.tokens_in, opinion.tokens_out, opinion.money
    outgoing.remarks = [*opinion.remarks, *opinion.answer.refused]
    outgoing.content, outgoing.also, outgoing.shown = {}, [], []
    outgoing.save()
    detail = {"host": outgoing.host, "model": outgoing.model, "digest": document.digest, "way": opinion.way}
    spent = {"tokens_in": opinion.tokens_in, "tokens_out": opinion.tokens_out, "money": round(opinion.money, 6)}
    note(None, "sent", "outgoing", outgoing.pk, outgoing.deal_name, **detail, **spent)


def _fail(outgoing: Outgoing, problem: str) -> None:
    outgoing.state, outgoing.problem = State.FAILED, problem
    outgoing.save(update_fields=["state", "problem"])
    note(None, "failed", "outgoing", outgoing.pk, outgoing.deal_name, host=outgoing.host, problem=problem)
