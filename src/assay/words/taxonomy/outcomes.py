"""What looks like a driver and is none: how a deal ended, and to whom, tells nobody why."""

import re

from assay.tables.statement_code import NO_REASON
from assay.words.taxonomy.driver import Driver

_TO_A_RIVAL = re.compile(
    r"\b(lost|loss|losing|went|goes|gone|moved|awarded)\s+(\w+\s+){0,2}(to|with)\s+(\w+\s+){0,2}"
    r"(competitors?|competition|rivals?|someone else|others?)\b"
    r"|\b(chose|chosen|picked|selected|bought|preferred)\s+(\w+\s+){0,3}(competitors?|rivals?)\b"
    r"|\b(competitors?|competition|rivals?)\s+(won|chosen|selected|preferred)\b"
    r"|^(the |a )?(competitors?|competition|rivals?)( loss(es)?)?$"
)
_ENDED = re.compile(r"^(deal |closed )*(lost|won|no decision|disqualified|closed)( deal)?$")


def find_outcome(driver: Driver) -> str:
    """Why the name or the code of this driver says how a deal ended and not why; empty where it says why."""
    if driver.code == NO_REASON:
        return f"{NO_REASON!r} marks passages that tell no reason at all"
    for told in (driver.name, driver.code):
        words = re.sub(r"[^a-z0-9]+", " ", told.casefold()).strip()
        if _TO_A_RIVAL.search(words):
            return (
                f"{told!r} is an outcome, which stands in the deal and in who won it. "
                "Say what the buyer found there: the price, a feature, a relationship"
            )
        if _ENDED.match(words):
            return f"{told!r} is an outcome, which stands in the deal. Say why it came to that"
    return ""
