"""Reasons as CRM lists name them: "Price", "Lost - No budget", "kein Budget"."""

import re
import unicodedata
from functools import lru_cache

from assay.words.coding.wordings import read_headed

_LEAD = re.compile(r"^(closed )?(lost|verloren)( (due to|on|because of|to|over|wegen))?\s*[-:–—>/]?\s+(?=\S)")
_PARTS = re.compile(r"\s*[/;,|&+–—:>]\s*|\s+-\s+|\s+(?:and|und)\s+")
_MOST_WORDS = 9


def find_listed(text: str) -> tuple[str, ...]:
    """Codes of drivers that a reason from a list names, in their order; () where it is none or a part is unknown.

    "Lost - Price" names one, "Price / Timing" two. What says nothing beside a part that says something is left out.
    """
    folded = _fold(text)
    if not folded or len(folded.split()) > _MOST_WORDS:
        return ()
    whole = _look_up(folded)
    if whole:
        return (whole,)
    parts = [_look_up(part) for part in _PARTS.split(_LEAD.sub("", folded)) if part.strip(" .-")]
    if not parts or not all(parts):
        return ()
    telling = [part for part in dict.fromkeys(parts) if part and part != "unknown"]
    return tuple(telling) or ("unknown",)


def _look_up(part: str) -> str | None:
    plain = " ".join(re.sub(r"[^\w]+", " ", part).split())
    known = _read_listed()
    return known.get(plain) or known.get(re.sub(r"^(closed )?lost (due to |on |to )?", "", plain))


@lru_cache(maxsize=1)
def _read_listed() -> dict[str, str]:
    return {name: code for code, names in read_headed("listed_reasons.txt").items() for name in names}


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("_", " ").lower().split()).strip(" .!?\"'()[]")
