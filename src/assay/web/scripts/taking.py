"""A rewording of the ear put in the place of the words that it remarks on, in a text that somebody types."""

import hashlib
from collections.abc import Iterable

from assay.rescue.saying.hearing import Remark


def may_take(remark: Remark, text: str) -> bool:
    """Whether the remark offers other words for words that stand in the text."""
    return remark.is_wording and remark.quote in text


def name_wording(remark: Remark) -> str:
    """Names the words and what is offered for them, so that words typed since are never replaced in their stead."""
    told = hashlib.sha256(f"{remark.quote}\0{remark.instead}".encode()).hexdigest()
    return f"{remark.part}.{told[:16]}"


def take_wording(text: str, remarks: Iterable[Remark], name: str) -> str | None:
    """The text with the offered words in place; None where that remark no longer stands."""
    found = next((one for one in remarks if may_take(one, text) and name_wording(one) == name), None)
    return None if found is None else text.replace(found.quote, found.instead, 1)
