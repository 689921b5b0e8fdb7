"""What a server's reply says: the model's words and what they cost, or what went wrong and what to do next."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from assay.words.server.exchange import Reply

#: next: ask in a simpler way.  again: ask later.  give_up: it will not work.  shorten: the answer was cut off
Next = Literal["next", "again", "give_up", "shorten"]
_MOST_WAIT_S = 86_400.0
_QUOTA = ("insufficient_quota", "billing_hard_limit_reached", "quota_exceeded")
_TOO_LONG = (
    "context_length_exceeded",
    "maximum context length",
    "exceed context window",
    "too many tokens",
    "too large",
)


@dataclass(frozen=True)
class Said:
    """What a model wrote. tokens_in, tokens_out: as the server counts them, None where it does not."""

    content: str
    tokens_in: int | None
    tokens_out: int | None


class Faulty(Exception):
    """A reply without an answer. then: what to do about it.  wait_s: how long the server asks us to wait, or None."""

    def __init__(self, message: str, then: Next, wait_s: float | None = None, said: Said | None = None) -> None:
        super().__init__(message)
        self.then, self.wait_s, self.said = then, wait_s, said


def read_reply(reply: Reply) -> Said:
    """The model's words in a reply. Raises Faulty."""
    if 300 <= reply.status < 400:
        raise Faulty("The server sends us to another address, where nothing is sent.", "give_up")
    if reply.status != 200:
        raise _read_refusal(reply)
    if _is_page(reply):
        raise Faulty("A web page came instead of an answer: the address is not that of a model.", "give_up")
    told = _read_stream(reply.body) if _is_stream(reply) else _read_json(reply.body)
    if isinstance(told.get("error"), Mapping | str):
        raise _read_error(told["error"], 200, reply)
    return _read_choice(told)


def read_wait(told: str, now: datetime | None = None) -> float | None:
    """Seconds of a Retry-After header, which is a number or a date; None where it is neither."""
    if told.isascii() and told.replace(".", "", 1).isdecimal() and len(told) < 30:
        return min(float(told), _MOST_WAIT_S)
    try:
        at = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - (now or datetime.now(UTC))).total_seconds(), 0.0), _MOST_WAIT_S)


def _read_refusal(reply: Reply) -> Faulty:
    try:
        told = json.loads(reply.body)
        error = told.get("error", told.get("detail", told.get("message", ""))) if isinstance(told, Mapping) else ""
    except (ValueError, RecursionError):
        error = ""
    return _read_error(error, reply.status, reply)


def _read_error(error: Any, status: int, reply: Reply) -> Faulty:
    told = error if isinstance(error, Mapping) else {"message": error}
    code, message = (str(told.get(name) or "") for name in ("code", "message"))
    said = f"{status}{': ' if message else ''}{_shorten(message)}"
    everything = f"{code} {told.get('type') or ''} {message}".lower()
    if any(word in everything for word in _QUOTA) or status == 402:
        return Faulty(f"The server says that what was paid for is used up ({said}).", "give_up")
    if any(word in everything for word in _TOO_LONG) or status == 413:
        return Faulty(f"The texts are too long for this model ({said}).", "give_up")
    if status in (401, 403, 407):
        return Faulty(f"The server does not take the key ({said}).", "give_up")
    if status == 429 or "rate_limit" in everything:
        return Faulty(f"The server asks for fewer questions ({said}).", "again", read_wait(reply.retry_after))
    if status in (408, 409, 425, 502, 503, 504, 529):
        return Faulty(f"The server is not ready ({said}).", "again", read_wait(reply.retry_after))
    if status in (404, 405, 410):
        return Faulty(f"There is no such model or address ({said}).", "give_up")
    if status in (200, 400, 415, 422) or status >= 500:
        return Faulty(f"The server cannot answer so ({said}).", "next", read_wait(reply.retry_after))
    return Faulty(f"The server refuses ({said}).", "give_up")


def _is_page(reply: Reply) -> bool:
    return "html" in reply.kind or reply.body[:200].lstrip().lower().startswith((b"<!doctype", b"<html"))


def _is_stream(reply: Reply) -> bool:
    return reply.kind == "text/event-stream" or reply.body.lstrip()[:6] in (b"data: ", b"event:")


def _read_json(body: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Faulty("What came is no JSON.", "next") from error
    if not isinstance(told, Mapping):
        raise Faulty("What came is no answer of a model.", "next")
    return told


def _read_stream(body: bytes) -> Mapping[str, Any]:
    """A stream that nobody asked for, put together; lines that are none of it are passed over."""
    parts: list[str] = []
    last: dict[str, Any] = {}
    for line in body.decode("utf-8", "replace").splitlines():
        if not line.startswith("data:") or line[5:].strip() in ("", "[DONE]"):
            continue
        try:
            told = json.loads(line[5:])
        except (ValueError, RecursionError):
            continue
        if not isinstance(told, Mapping):
            continue
        last.update({name: value for name, value in told.items() if name in ("usage", "error") and value})
        choice = _first(told)
        parts.append(_join(_as_mapping(choice.get("delta")).get("content")))
        last["finish"] = choice.get("finish_reason") or last.get("finish")
    if last.get("finish") is None and "error" not in last:
        raise Faulty("The stream of words broke off.", "again")
    message = {"content": "".join(parts)}
    return {**last, "choices": [{"message": message, "finish_reason": last.get("finish")}]}


def _read_choice(told: Mapping[str, Any]) -> Said:
    choice = _first(told)
    message = _as_mapping(choice.get("message"))
    usage = _as_mapping(told.get("usage"))
    content = _join(message.get("content"))
    said = Said(content, _read_count(usage.get("prompt_tokens")), _read_count(usage.get("completion_tokens")))
    reason = choice.get("finish_reason")
    if message.get("refusal") or reason == "content_filter":
        raise Faulty(
            f"The model refuses to answer ({_shorten(str(message.get('refusal') or reason))}).", "give_up", said=said
        )
    if reason == "length":
        raise Faulty("The answer was cut off: it is longer than it may be.", "shorten", said=said)
    if not content.strip():
        raise Faulty("The answer is empty.", "next", said=said)
    return said


def _first(told: Mapping[str, Any]) -> Mapping[str, Any]:
    choices = told.get("choices")
    return _as_mapping(choices[0]) if isinstance(choices, list) and choices else {}


def _as_mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _join(content: Any) -> str:
    """Words as a text, or as a list of parts."""
    if isinstance(content, list):
        return "".join(str(_as_mapping(part).get("text") or "") for part in content)
    return content if isinstance(content, str) else ""


def _read_count(value: Any) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
    return int(value) if fits else None


def _shorten(text: str) -> str:
    flat = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return "".join(letter for letter in flat if letter.isprintable())[:200]
