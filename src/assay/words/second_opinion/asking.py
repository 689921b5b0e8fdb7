"""Asks the model about a document: the strictest way that the server takes, again where it may help."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assay.domain.errors import InputError, RetryLater
from assay.words.second_opinion.answer import Answer, Unreadable, read_answer
from assay.words.second_opinion.document import Document
from assay.words.second_opinion.prompt import write_instructions, write_shape
from assay.words.second_opinion.reply import Faulty, Said, read_reply
from assay.words.second_opinion.schema import NAME, build_schema
from assay.words.second_opinion.settings import OpinionSettings
from assay.words.second_opinion.spending import Purse
from assay.words.server.exchange import Unanswered, ask_server
from assay.words.taxonomy.driver import Taxonomy

#: the ladder: a schema that the server enforces, JSON with the schema in words, words alone
WAYS = ("json_schema", "json_object", "plain")
#: questions about one document at most, and on one rung of the ladder
_MOST_QUESTIONS, _MOST_ON_RUNG = 7, 3
#: seconds: the first pause, and the longest that we wait here; for longer ones the work is put off
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0

Sleep = Callable[[float], None]


@dataclass(frozen=True)
class Opinion:
    """What the model says. way: the rung that worked.  questions: how often it was asked.  coder: model and host."""

    answer: Answer
    coder: str
    way: str
    questions: int
    tokens_in: int
    tokens_out: int
    money: float
    currency: str
    is_estimated: bool
    remarks: tuple[str, ...]


@dataclass
class _Attempt:
    """Where the asking stands."""

    way: int = 0
    on_rung: int = 0
    questions: int = 0
    most_tokens: int = 0
    unknown: frozenset[str] = frozenset()
    tokens_in: int = 0
    tokens_out: int = 0
    money: float = 0.0
    is_estimated: bool = False
    remarks: tuple[str, ...] = ()

    def remark(self, message: str) -> None:
        self.remarks = (*self.remarks, f"{WAYS[self.way]}: {message}")

    def step_down(self) -> None:
        """To the next rung; the last one is tried again."""
        if self.way + 1 < len(WAYS):
            self.way, self.on_rung = self.way + 1, 0


def build_question(
    settings: OpinionSettings,
    document: Document,
    taxonomy: Taxonomy,
    way: str,
    most_tokens: int | None = None,
    unknown: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """The body of a question: all that leaves this machine, besides the key. unknown: what the server does not know."""
    system = write_instructions(taxonomy)
    form: dict[str, Any] = {}
    if way == "json_schema":
        schema = build_schema(taxonomy, len(document.shown))
        form = {"response_format": {"type": way, "json_schema": {"name": NAME, "strict": True, "schema": schema}}}
    else:
        system += "\n\n" + write_shape(taxonomy, len(document.shown))
        form = {"response_format": {"type": way}} if way == "json_object" else {}
    length = "max_completion_tokens" if "max_tokens" in unknown else "max_tokens"
    return {
        "model": settings.model,
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": document.text}],
        **({} if "temperature" in unknown else {"temperature": 0}),
        length: most_tokens or settings.most_tokens,
        "stream": False,
        **form,
    }


def ask_opinion(
    settings: OpinionSettings,
    document: Document,
    taxonomy: Taxonomy,
    purse: Purse,
    *,
    approved: str,
    tell: Callable[[str], None] = lambda doing: None,
    sleep: Sleep = time.sleep,
) -> Opinion:
    """The model's codes of a document.

    approved: the digest of the text that a person approved; any other text is not sent.  tell: called before each
    question; what it raises ends the asking.
    Raises InputError where it cannot work, RetryLater where it may work later.
    """
    if not settings.is_on:
        raise InputError("No language model is asked: it is switched off.", fix="Switch it on under Settings.")
    if document.digest != approved:
        raise InputError("The text is not the one that was approved.", fix="Have somebody look at it and approve it.")
    if settings.redacts and document.redaction is None:
        raise InputError("The text was not redacted.", fix="Make it again; only for this machine may it stay as it is.")
    if not document.shown:
        raise InputError("There is no passage to ask about.", fix="Choose a deal that has some.")
    attempt = _Attempt(most_tokens=settings.most_tokens)
    key = settings.read_key()
    while attempt.questions < _MOST_QUESTIONS:
        tell(f"asking {settings.host} ({WAYS[attempt.way]})")
        answer = _ask_once(settings, document, taxonomy, purse, key, attempt, sleep)
        if answer is not None:
            return _conclude(settings, attempt, answer)
    raise InputError(
        f"{settings.host} gave no answer that can be used: {_last(attempt)}.",
        fix="Try another model; what was refused and why stands above.",
    )


def _ask_once(
    settings: OpinionSettings,
    document: Document,
    taxonomy: Taxonomy,
    purse: Purse,
    key: str,
    attempt: _Attempt,
    sleep: Sleep,
) -> Answer | None:
    """One question. None where another one may do better; `attempt` says how it is to be asked."""
    body = build_question(settings, document, taxonomy, WAYS[attempt.way], attempt.most_tokens, attempt.unknown)
    letters = sum(len(str(part)) for part in body.values())
    name = purse.reserve(letters, attempt.most_tokens)
    attempt.questions += 1
    attempt.on_rung += 1
    said: Said | None = None
    try:
        reply = ask_server(f"{settings.url}/chat/completions", body, key=key, wait_s=settings.wait_s)
        said = read_reply(reply)
        return read_answer(said.content, document.shown, taxonomy)
    except Unanswered as error:
        attempt.remark(_hide(str(error), key))
        _pause(settings, attempt, None, sleep)
    except Faulty as fault:
        said = fault.said or Said("", 0, 0)  # an error costs nothing
        _follow(settings, attempt, fault, _hide(str(fault), key), sleep)
    except Unreadable as error:
        attempt.remark(_hide(str(error), key))
        if attempt.on_rung > 1:
            attempt.step_down()
    finally:
        # an answer that did not come may have been written and be charged: what was reserved stands
        if said is not None:
            _settle(purse, name, said, attempt)
        else:
            _settle(purse, name, Said("x" * 3 * attempt.most_tokens, None, None), attempt)
    return None


def _settle(purse: Purse, name: str, said: Said, attempt: _Attempt) -> None:
    spent = purse.settle(name, said.tokens_in, said.tokens_out, len(said.content))
    attempt.tokens_in += spent.tokens_in
    attempt.tokens_out += spent.tokens_out
    attempt.money += spent.money
    attempt.is_estimated |= spent.is_estimated


def _follow(settings: OpinionSettings, attempt: _Attempt, fault: Faulty, message: str, sleep: Sleep) -> None:
    """Does what a faulty reply asks for. Raises InputError where nothing helps, RetryLater where waiting may."""
    attempt.remark(message)
    if fault.then == "give_up":
        raise InputError(f"{settings.host}: {message}", fix="Mend it there, or under Settings, Second opinion.")
    if fault.then == "again":
        return _pause(settings, attempt, fault.wait_s, sleep)
    if fault.then == "shorten":
        if attempt.most_tokens >= 4 * settings.most_tokens:
            raise InputError(f"{settings.host}: {message}", fix="Let answers be longer under Settings, Second opinion.")
        attempt.most_tokens *= 2
        return None
    if strange := {name for name in ("max_tokens", "temperature") if name in message} - attempt.unknown:
        attempt.unknown |= strange
        return None
    if attempt.way + 1 < len(WAYS):
        return attempt.step_down()
    return _pause(settings, attempt, fault.wait_s, sleep)


def _pause(settings: OpinionSettings, attempt: _Attempt, asked: float | None, sleep: Sleep) -> None:
    """Waits, longer each time, and as long as the server asks; where that is too long the work is put off."""
    pause = max(asked or 0.0, _FIRST_PAUSE * 2 ** (attempt.on_rung - 1))
    if attempt.on_rung >= _MOST_ON_RUNG or pause > _LONGEST_PAUSE or attempt.questions >= _MOST_QUESTIONS:
        raise RetryLater(f"{settings.host} does not answer: {_last(attempt)}.", fix="Try it later.")
    sleep(pause)


def _conclude(settings: OpinionSettings, attempt: _Attempt, answer: Answer) -> Opinion:
    return Opinion(
        answer,
        settings.coder,
        WAYS[attempt.way],
        attempt.questions,
        attempt.tokens_in,
        attempt.tokens_out,
        attempt.money,
        settings.currency,
        attempt.is_estimated,
        attempt.remarks,
    )


def _last(attempt: _Attempt) -> str:
    return attempt.remarks[-1].rstrip(".") if attempt.remarks else "nothing came"


def _hide(text: str, key: str) -> str:
    """Without the key, which servers quote in their refusals."""
    return text.replace(key, "[key]") if key else text
