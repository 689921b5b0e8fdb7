"""How headings are compared: by letters and digits alone, or only without regard to case."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

#: Prefixes that some CRMs put before every heading of an export, such as "Deal - Title".
_PREFIX = re.compile(r"^(deal|person|organization|organisation|lead|activity|product)\s+-\s+", re.IGNORECASE)
#: What loaders and the answers of an API put before the names of HubSpot's properties.
_PROPERTY = re.compile(r"^(?:(?i:property_|properties[._])|property(?=[A-Z]))")
_CUSTOM = re.compile(r"__?c$", re.IGNORECASE)
#: what stands before a heading that a nested list has from the object that holds it
_OUTER = re.compile(r"^(?:\.\./)+")

#: how a mapping may ask for headings to be compared
WAYS = ("case", "loose", "snake", "property")


@lru_cache(maxsize=1 << 16)
def fold_heading(text: str, way: str) -> str:
    """The form in which two headings are the same.

    case: without regard to case and outer blanks.  loose: also without prefixes such as "Deal - ", the ending `__c`,
    accents, underscores, camel case and every other sign; a heading of an outer object (`../deal_id`) is never the same
    as one of the row itself.  snake: `StageName` and `stage_name` are the same, and so are
    `Loss_Reason__c` and `loss_reason_c`, but not `LossReason`.  property: without underscores, and `property_dealname`,
    `propertyDealname`, `properties.dealname` and `dealname` are the same, but not `Deal Name`.
    """
    text = text.strip().lstrip("\ufeff")
    if way == "case":
        return text.casefold()
    if way == "property":
        return _PROPERTY.sub("", text).replace("_", "").casefold()
    if way == "snake":
        return _CUSTOM.sub("", text).replace("_", "").casefold() + ("__c" if _CUSTOM.search(text) else "")
    outer = _OUTER.match(text)
    if outer:
        return outer[0] + fold_heading(text[outer.end() :], way)
    text = _CUSTOM.sub("", _PREFIX.sub("", text))
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "".join(c for c in plain if c.isalnum())


def find_headings(headings: Iterable[str], way: str) -> dict[str, int]:
    """Folded heading -> its number in the file: of two that fold alike one without a prefix counts, else the first."""
    found: dict[str, int] = {}
    for number, heading in sorted(enumerate(headings), key=lambda one: bool(_PROPERTY.search(one[1]))):
        found.setdefault(fold_heading(heading, way), number)
    return found


def fingerprint_headings(headings: Iterable[str]) -> str:
    """The headings of a file as one text, whatever their order and case: equal for two exports of the same kind."""
    return "|".join(sorted(fold_heading(heading, "case") for heading in headings))
