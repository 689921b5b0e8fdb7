"""Record ids as the CRM makes them: a prefix for the object, a running number, and a checksum of three characters."""

from collections import Counter

PREFIXES = {
    "Account": "001",
    "AccountContactRelation": "07k",
    "Campaign": "701",
    "CampaignMember": "00v",
    "Contact": "003",
    "ContactHistory": "017",
    "CurrencyType": "01L",
    "DatedConversionRate": "04w",
    "EmailMessage": "02s",
    "EmailMessageRelation": "0dp",
    "Event": "00U",
    "EventRelation": "0RE",
    "Lead": "00Q",
    "Note": "002",
    "Opportunity": "006",
    "OpportunityCompetitor": "00J",
    "OpportunityContactRole": "00K",
    "OpportunityFieldHistory": "017",
    "OpportunityHistory": "008",
    "OpportunityPartner": "00I",
    "OpportunityStage": "01J",
    "Task": "00T",
    "User": "005",
    "UserRole": "00E",
}
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_INSTANCE = "Lm0"
#: two objects may share a prefix, so each counts in a range of its own
_RANGE = 62**4


def add_checksum(short: str) -> str:
    """The 18-character form of a 15-character id: which of its letters are capitals, five at a time."""
    groups = (short[0:5], short[5:10], short[10:15])
    return short + "".join(_CHECK[sum(c.isupper() << i for i, c in enumerate(group))] for group in groups)


class Ids:
    """Gives each object its next id."""

    def __init__(self) -> None:
        self._last: Counter[str] = Counter()

    def take(self, kind: str) -> str:
        self._last[kind] += 1
        number = (sorted(PREFIXES).index(kind) + 1) * _RANGE + self._last[kind] * 7
        return add_checksum(PREFIXES[kind] + _INSTANCE + _base62(number).rjust(9, "0"))


def _base62(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 62)
        text = _DIGITS[digit] + text
    return text
