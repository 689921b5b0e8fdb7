"""Why a signal could not answer about one deal, as far as the deal's own rows tell.

A signal names every reason that there can be. Each is looked for in the rows that the signal could read; where none of
them shows, all are given, as one of several.
"""

import re
from collections.abc import Mapping

from assay.domain.tongue import say, translate
from assay.reports.deal_file import AskedSignal, DealFile
from assay.reports.unknown import buyer_change, competition, judgement, marketing, our_side, people, process, rhythm
from assay.reports.unknown.case import Case, Finder

#: signal -> what finds the reasons that hold
FINDERS: Mapping[str, Finder] = {
    name: find
    for family in (buyer_change, competition, judgement, marketing, our_side, people, process, rhythm)
    for name, find in family.FINDERS.items()
}


def say_missing(signal: AskedSignal, file: DealFile) -> str:
    """What is missing for `signal` on this deal, and what would bring it, in the language spoken."""
    find = FINDERS.get(signal.signal)
    if find and file.moment:
        as_of = file.moment.as_of
        events = tuple(event for event in file.events if event.at <= as_of)
        changes = tuple(change for change in file.changes if change.at <= as_of)
        case = Case(signal, file, file.moment, events, changes, {person.id: person for person in file.people})
        reasons = list(find(case))
        if reasons:
            return " ".join(dict.fromkeys(reasons))
    missing, *_ = re.split(r"\bexport\b", signal.unknown, maxsplit=1, flags=re.IGNORECASE)
    unknown = translate(signal.unknown)
    return say("One of these: {reasons}", reasons=unknown) if re.search(r"\bor\b", missing) else unknown
