"""Whether what is said of a competitor speaks for it or against it, by signs in the text; of English and some German.

Drivers are defined by what they say of us: "the support was poor" and "the support was great" are both about
support, so that the driver alone does not tell which of the two is said of somebody else.
"""

import re
from functools import lru_cache

from assay.words.coding.wordings import read_headed

_DENIAL = r"(?:\b(?:not|no|never|nobody|none|nothing|hardly|cannot|without|neither|nor|kein\w*|nicht|nie)\b|n['’]t\b)"
_DENIED = re.compile(rf"(?i){_DENIAL}(?:\W+\w+){{0,2}}?\W+$")
_ANY_DENIAL = re.compile(rf"(?i){_DENIAL}")


@lru_cache(maxsize=1)
def _read_signs() -> dict[str, re.Pattern[str]]:
    lines = read_headed("rival_signs.txt")
    praised = read_headed("praise_signs.txt")
    told = {
        "flawless": praised["without_fault"],
        "better": [*lines["better"], *praised["praise"]],
        "worse": lines["worse"],
        "has": lines["has"],
    }
    return {kind: re.compile(rf"(?i)(?<!\w)(?:{'|'.join(some)})(?!\w)") for kind, some in told.items()}


def tell_sign(text: str) -> str:
    """for, against, mixed, or unknown where the text tells neither.

    What is better or worse counts before what somebody merely has, and a denial before a sign turns it round. A denial
    by itself speaks against.
    """
    signs = _read_signs()
    rest = signs["flawless"].sub(" ", text)
    better, not_better = _count(rest, signs["better"])
    worse, not_worse = _count(rest, signs["worse"])
    speaks_for, against = better + not_worse + (rest != text), worse + not_better
    if not speaks_for and not against:
        speaks_for, against = _count(rest, signs["has"])
    if not speaks_for and not against:
        against = int(_ANY_DENIAL.search(rest) is not None)
    if speaks_for and against:
        return "mixed"
    return "for" if speaks_for else "against" if against else "unknown"


def _count(text: str, sign: re.Pattern[str]) -> tuple[int, int]:
    """How often it stands there by itself, and how often denied."""
    denied = [_DENIED.search(text[: match.start()]) is not None for match in sign.finditer(text)]
    return denied.count(False), denied.count(True)
