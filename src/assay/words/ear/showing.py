"""What the ear heard, as text for the command line and as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from assay.words.ear.answers import AnswerHeard
from assay.words.ear.messages import MessageHeard
from assay.words.ear.phrases import Heard
from assay.words.ear.questions import QuestionHeard

_KINDS = {
    "substantive": "Says something that can be checked or acted on",
    "vague": "Vague",
    "evasive": "Evasive",
    "polite": "Merely polite",
    "empty": "No words",
    "unknown": "Not heard",
}


def show_heard(heard: AnswerHeard | QuestionHeard | MessageHeard, *, as_json: bool = False) -> str:
    """What was heard, in lines for a person, or as one JSON object with every field."""
    if as_json:
        return json.dumps(asdict(heard), ensure_ascii=False, indent=2)
    if isinstance(heard, AnswerHeard):
        lines = list(_show_answer(heard))
    elif isinstance(heard, QuestionHeard):
        lines = list(_show_question(heard))
    else:
        lines = list(_show_message(heard))
    return "\n".join(lines + ([f"Note: {heard.note}"] if heard.note else []))


def _show_answer(heard: AnswerHeard) -> Iterator[str]:
    sure = "" if heard.probability is None else f" ({heard.probability:.0%})"
    yield f"{_KINDS[heard.kind]}{sure}"
    yield from _show_signs(heard.signs)
    for probe in heard.probes:
        yield f"  ask: {probe}"
    if heard.reassurance:
        yield f"  say: {heard.reassurance}"


def _show_question(heard: QuestionHeard) -> Iterator[str]:
    if heard.is_open:
        yield "Open"
    for fault in heard.faults:
        words = ", ".join(f'"{sign.quote}"' for sign in fault.signs[:4])
        yield f"{fault.fault} ({fault.probability:.0%}): {fault.why}: {words}"
    for rewording in heard.rewordings:
        yield f"  ask: {rewording}"


def _show_message(heard: MessageHeard) -> Iterator[str]:
    if heard.may_go:
        yield "Thanks, accepts the decision, and sells nothing"
    for fault in heard.faults:
        yield f'{fault.fault} ({fault.probability:.0%}): "{" ".join(fault.sentence.split())}"'
        yield f"  why: {fault.why}"
        yield f"  instead: {fault.instead}"
    for part in heard.missing:
        yield f"missing: {part.part}. {part.why}"
        yield f"  write: {part.instead}"
    for part in heard.advised:
        yield f"advised: {part.part}. {part.why}"
        yield f"  write: {part.instead}"


def _show_signs(signs: tuple[Heard, ...]) -> Iterator[str]:
    for sign in signs[:6]:
        yield f'  "{" ".join(sign.quote.split())}": {sign.why}'
