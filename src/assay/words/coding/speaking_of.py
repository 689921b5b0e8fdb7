"""About whom a passage speaks, and whether for or against: from its driver, and from who is named in it."""

import re
from collections.abc import Sequence

from assay.words.rivals import Found
from assay.words.taxonomy import Driver

_OF_US = re.compile(r"\b(you|your|yours|we|our|ours|us|i|my|me|mine|wir|uns|unser\w*|ihr|ihre\w*|sie)\b", re.IGNORECASE)
_OF_A_RIVAL = re.compile(
    r"\b(the (other|winning|cheaper) (one|firm|company|vendor|supplier|bidder|side|team|lot|offer|product|provider)s?"
    r"|the others|(the|a|another) (competitor|rival|competition|vendor|supplier|bidder)|theirs|they went with|went with"
    r"|(chose|chosen|picked|signed with|opted for|awarded to) [A-Z]\w+)\b"
)


def say_about(driver: Driver, text: str, *, names_rival: bool) -> tuple[str, str]:
    """(about, polarity).

    What the driver's definition says, save where the passage speaks of a competitor alone: then it is about them, and
    a driver that would speak against us speaks for them.
    """
    if driver.about not in ("us", "unknown"):
        return driver.about, driver.polarity
    of_rival = names_rival or _OF_A_RIVAL.search(text) is not None
    if of_rival and not _OF_US.search(text):
        return "competitor", "for" if driver.polarity == "against" else driver.polarity
    return driver.about, driver.polarity


def say_of_rivals(driver: Driver, text: str, found: Sequence[Found]) -> tuple[str, str, int | None]:
    """(about, polarity, id of the competitor where the passage is about one that is named in it).

    found: the competitors in `text`, of which a doubtful one counts for nothing.
    """
    certain = [one for one in found if one.certainty != "possible"]
    about, polarity = say_about(driver, text, names_rival=bool(certain))
    fitting = [one for one in certain if about == "competitor" or one.basis == "incumbent"]
    if about not in ("competitor", "incumbent"):
        return about, polarity, None
    named = fitting or (certain if about == "incumbent" else [])
    return about, polarity, next((one.competitor_id for one in named if one.competitor_id is not None), None)
