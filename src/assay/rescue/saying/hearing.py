"""What the ear remarks on a script: sentences that sell, press or argue, and questions that are loaded."""

import re
from dataclasses import dataclass

from assay.rescue.saying.scripts import Script
from assay.words.ear import hear_message, hear_question
from assay.words.ear.model import Embeds

_QUESTION = re.compile(r"[^.!?:“”„\"\n]*\?")


@dataclass(frozen=True)
class Remark:
    """One remark. part: of the script.  quote: the words.  fault, why: what the ear heard.  instead: how to say it.

    is_wording: instead can stand in the place of the words; otherwise it is advice.
    """

    part: str
    quote: str
    fault: str
    why: str
    instead: str
    is_wording: bool = False


def hear_script(script: Script, embedder: Embeds | None = None) -> list[Remark]:
    """All that the ear finds wrong, by part; an empty list where nothing is."""
    return [one for part, text in script.as_texts().items() for one in hear_part(part, text, embedder)]


def hear_part(part: str, text: str, embedder: Embeds | None = None) -> list[Remark]:
    """What the ear finds wrong in one part alone; nothing in an empty text."""
    if part in ("question", "prompts"):
        return [one for line in text.splitlines() for one in _hear_asking(part, line.strip(), embedder)]
    return _hear_talk(part, text, embedder) if text.strip() else []


def _hear_talk(part: str, text: str, embedder: Embeds | None) -> list[Remark]:
    """A message: what breaks it, what it lacks, and the questions within, which are heard as questions alone."""
    heard = hear_message(_QUESTION.sub("", text), "note", embedder)
    found = [Remark(part, one.sentence, one.fault, one.why, one.instead) for one in heard.faults]
    found += [Remark(part, "", f"no {one.part}", one.why, one.instead) for one in heard.missing]
    for question in _QUESTION.findall(text):
        found += _hear_asking(part, question.strip(), embedder)
    return found


def _hear_asking(part: str, text: str, embedder: Embeds | None) -> list[Remark]:
    if not text:
        return []
    heard = hear_question(text, embedder)
    instead = heard.rewordings[0] if heard.rewordings else ""
    return [Remark(part, text, one.fault, one.why, instead, bool(instead)) for one in heard.faults]
