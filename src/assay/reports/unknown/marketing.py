"""What is missing of the campaigns that turned to the buyer's side."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from assay.domain.spans import DAY, GRACE
from assay.reports.deal_file import Touch
from assay.reports.unknown.case import Case, Finder, say_age, say_opening
from assay.reports.wording import write_count

_EXPORT = "Export campaigns with the day of each touch."
_EXPORT_WORDS = "Export e-mails and calls of both directions."


def _list_touches(case: Case) -> list[Touch]:
    return [touch for touch in case.file.touches if touch.at <= case.as_of]


def _find_in_reach(case: Case) -> Iterator[str]:
    if not case.people and not any(event.people or event.copied for event in case.events):
        yield "Nobody is known on the buyer's side whom a campaign could have reached. Export contacts."
    yield from say_opening(case)
    usual = case.measure.usual.get(int(case.threshold("percentile"))) if case.measure else None
    days = None if case.file.deal.opened_at is None else (case.as_of - case.file.deal.opened_at) / DAY
    if usual is None:
        yield "Too few won deals by then say when campaigns reach them."
    elif days is not None and days <= usual:
        # one that no campaign reached counts as reached later than any age (signals/marketing/no_touch)
        older = "half or more were never reached" if usual > _OLDEST else f"half of them took {usual:,.0f} days"
        won = write_count(case.measure.n if case.measure else 0, "won deal")
        yield f"No campaign had reached the deal in {say_age(case)}, which is not late: of {won} {older}."
        yield "Export campaigns with their members."


#: no deal gets as old, in days
_OLDEST = 10**5


def _find_in_programmes(case: Case) -> Iterator[str]:
    days: dict[str, set[int]] = defaultdict(set)
    for touch in _list_touches(case):
        if not touch.responded:
            days[touch.campaign].add(touch.at // DAY)
    most = max(days, key=lambda name: len(days[name]), default=None)
    if most is None:
        yield f"No touch of a campaign is recorded of the people of this deal by {case.day}. {_EXPORT}"
    elif len(days[most]) < case.threshold("touches"):
        yield f"No campaign came often enough to see a rhythm: the most frequent, {most}, came on"
        yield f"{write_count(len(days[most]), 'day')}. {_EXPORT}"
    elif not case.words:
        yield f"No word of the buyer is recorded by {case.day}, so that nobody can tell what came before the last one."
        yield _EXPORT_WORDS
    else:
        yield from say_opening(case)
        yield f"No campaign came steadily enough for a stop or a change to show. {_EXPORT}"


def _find_in_late_touches(case: Case) -> Iterator[str]:
    touches = _list_touches(case)
    if case.has_ended and case.words:
        grace = write_count(GRACE // DAY, "day")
        yield f"A look back ends {grace} after the buyer's last word, before any silence could show."
        return
    if not touches:
        yield f"No dated touch of a campaign is recorded of the people of this deal by {case.day}. {_EXPORT}"
    days = len({event.at // DAY for event in case.words})
    if not days:
        yield f"No word of the buyer is recorded by {case.day}. {_EXPORT_WORDS}"
    elif days < case.threshold("spoken_days"):
        yield f"The buyer spoke on {write_count(days, 'day')} only, so that there is no rhythm to go by."
        yield _EXPORT_WORDS


FINDERS: Mapping[str, Finder] = {
    "marketing.no_touch": _find_in_reach,
    "marketing.nurture_changed": _find_in_programmes,
    "marketing.nurture_stopped": _find_in_programmes,
    "marketing.touches_after_last_word": _find_in_late_touches,
}
