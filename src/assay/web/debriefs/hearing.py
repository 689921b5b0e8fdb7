"""The ear of words/ for pages: by its signs at once, and by the embedder too as soon as that is open."""

import threading

from django.conf import settings

from assay.domain.errors import InputError
from assay.rescue.saying.hearing import Remark, hear_part
from assay.web.spoken_taxonomy import speak_driver
from assay.words.coding import Coder, open_coder
from assay.words.ear import AnswerHeard, MessageHeard, QuestionHeard, hear_answer, hear_message, hear_question
from assay.words.embedding import Embedder, open_embedder
from assay.words.taxonomy import Driver

_lock = threading.Lock()
_embedder: Embedder | None = None
_coder: Coder | None = None
_is_begun = False


def open_ahead() -> None:
    """Opens embedder and coder beside the page, once: that takes seconds, and nobody who types may wait for it."""
    global _is_begun
    with _lock:
        if _is_begun or not getattr(settings, "HEARS_BY_MODEL", True):
            return
        _is_begun = True
    threading.Thread(target=_open, name="ear", daemon=True).start()


def _open() -> None:
    global _embedder, _coder
    try:
        _embedder = open_embedder(settings.HOME.settings)
        _coder = open_coder(settings.HOME)
    except InputError:
        return  # the ear goes on by its signs; what is wrong with the setting is said where words are coded


def hear_typed_question(text: str) -> QuestionHeard:
    """How a question is heard as it is typed."""
    return hear_question(text, _embedder)


def hear_typed_answer(text: str, question: str) -> AnswerHeard:
    """How an answer is heard as it is typed."""
    return hear_answer(text, question, _embedder)


def hear_our_words(text: str) -> MessageHeard:
    """Whether our own words turned to selling, defending, or speaking ill of somebody."""
    return hear_message(text, "note", _embedder)


def hear_typed_script(part: str, text: str) -> list[Remark]:
    """What is remarked on a part of a script as it is typed."""
    return hear_part(part, text, _embedder)


def hear_driver(text: str) -> str:
    """The code of the driver that the text speaks of; empty where the coder abstains, or is not open yet."""
    coder = _coder
    if coder is None or not text.strip():
        return ""
    code = coder.code_reasons([text])[0]
    return "" if code.tone else code.driver


def propose_drivers(text: str) -> list[Driver]:
    """Up to three drivers that the text may speak of; none before the coder is open or of a few words."""
    coder = _coder
    if coder is None or len(text.split()) < 3:
        return []
    code = coder.code_reasons([text])[0]
    return [speak_driver(coder.taxonomy.by_code[choice.driver]) for choice in code.choices[:3]]
