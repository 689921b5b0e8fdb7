"""About whom a passage speaks, and whether for or against: from its code, who says it, and who is named in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assay.words.coding.rival_sign import tell_sign
from assay.words.rivals import Found
from assay.words.taxonomy import Driver, Taxonomy

_WE = r"we|our|ours|us|i|my|me|mine|wir|uns|unser\w*|ich|mein\w*"
_YOU = r"you|your|yours|ihr|ihre\w*|sie"


def _read(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b({words})\b", re.IGNORECASE)


#: how those who speak call us: a buyer who says "we" means the buyer
_OF_US = {"buyer": _read(_YOU), "rep": _read(_WE), "peer": _read(_WE), "manager": _read(_WE)}
_OF_US_OR_THEM = _read(f"{_WE}|{_YOU}")
_OF_A_RIVAL = re.compile(
    r"\b((?i:the (other|winning|cheaper) (one|firm|company|vendor|supplier|bidder|side|team|lot|offer|product)s?"
    r"|the (other|winning|cheaper) (provider|system)s?"
    r"|the others|(the|a|another) (competitor|rival|competition|vendor|supplier|bidder)|theirs|went with)"
    r"|(?i:chose|chosen|picked|signed with|opted for|awarded to) [A-Z]\w+)\b"
)
#: of a competitor, though we are named: it is they who do it
_BEATS_US = re.compile(r"(?i)\b(undercut\w*|underbid\w*|outbid\w*|beat\w*) (us|you|uns)\b")


@dataclass(frozen=True)
class Spoken:
    """driver: empty where nobody can tell one, and where the passage only speaks well of us: that is no reason.

    competitor_id: the competitor that it is about, where that one is named.
    """

    driver: str
    theme: str | None
    about: str
    polarity: str
    competitor_id: int | None = None

    @property
    def is_praise(self) -> bool:
        """Whether it speaks well of somebody and gives no reason."""
        return not self.driver and self.polarity == "for"


def say_of(
    taxonomy: Taxonomy, driver: str, theme: str | None, tone: str, text: str, *, side: str, found: Sequence[Found]
) -> Spoken:
    """What a coded passage says of whom.  driver, theme, tone: as in Code.  side: whose words they are.

    found: the competitors in `text`, of which a doubtful one counts for nothing.
    """
    certain = [one for one in found if one.certainty != "possible"]
    names_us = _OF_US.get(side, _OF_US_OR_THEM).search(_BEATS_US.sub(" ", text))
    of_rival = bool(certain or _OF_A_RIVAL.search(text) or _BEATS_US.search(text)) and not names_us
    known = taxonomy.by_code[driver] if driver else None
    if tone == "for" and (known is None or known.about in ("us", "unknown")):
        if not of_rival:
            return Spoken("", theme, "us", "for")
        sign = tell_sign(text)
        return Spoken(driver, theme, _kind(certain), "for" if sign == "unknown" else sign, _name(certain))
    if known is None:
        return Spoken("", None, "unknown", "unknown")
    about, polarity = _say_about(known, text, certain, of_rival=of_rival)
    if tone == "mixed" and about == "us":
        polarity = "mixed"
    if about not in ("competitor", "incumbent"):
        return Spoken(driver, theme, about, polarity)
    fitting = [one for one in certain if about == "competitor" or one.basis == "incumbent"]
    return Spoken(driver, theme, about, polarity, _name(fitting or (certain if about == "incumbent" else [])))


def _say_about(driver: Driver, text: str, certain: Sequence[Found], *, of_rival: bool) -> tuple[str, str]:
    """What the driver's definition says, save where the passage speaks of a competitor alone.

    Then it is about them, and whether for or against them its words tell: the driver says only what of us it would be.
    """
    if driver.about in ("us", "unknown") and of_rival:
        return _kind(certain), tell_sign(text) if driver.polarity == "against" else driver.polarity
    return driver.about, driver.polarity


def _kind(certain: Sequence[Found]) -> str:
    """incumbent where all that is named is the one that they have now."""
    return "incumbent" if certain and all(one.basis == "incumbent" for one in certain) else "competitor"


def _name(found: Sequence[Found]) -> int | None:
    return next((one.competitor_id for one in found if one.competitor_id is not None), None)
