"""What is missing of the campaigns that turned to the buyer's side."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from assay.domain.spans import DAY, GRACE
from assay.domain.tongue import mark, say, say_counted
from assay.reports.deal_file import Touch
from assay.reports.unknown.case import Case, Finder, say_age, say_opening
from assay.reports.wording import write_count

_EXPORT = mark("Export campaigns with the day of each touch.")
_EXPORT_WORDS = mark("Export e-mails and calls of both directions.")


def _list_touches(case: Case) -> list[Touch]:
    return [touch for touch in case.file.touches if touch.at <= case.as_of]


def _find_in_reach(case: Case) -> Iterator[str]:
    if not case.people and not any(event.people or event.copied for event in case.events):
        yield say("Nobody is known on the buyer's side whom a campaign could have reached. Export contacts.")
    yield from say_opening(case)
    usual = case.measure.usual.get(int(case.threshold("percentile"))) if case.measure else None
    days = None if case.file.deal.opened_at is None else (case.as_of - case.file.deal.opened_at) / DAY
    if usual is None:
        yield say("Too few won deals by then say when campaigns reach them.")
    elif days is not None and days <= usual:
        yield _say_not_late(case, usual)
        yield say("Export campaigns with their members.")


def _say_not_late(case: Case, usual: float) -> str:
    """That no campaign reached the deal yet, beside the age at which it reached half of the won ones."""
    places = {"age": say_age(case), "won": write_count(case.measure.n if case.measure else 0, "won deal")}
    # one that no campaign reached counts as reached later than any age (signals/marketing/no_touch)
    if usual > _OLDEST:
        return say(
            "No campaign had reached the deal in {age}, which is not late: of {won} half or more were never reached.",
            **places,
        )
    return say_counted(
        "No campaign had reached the deal in {age}, which is not late: of {won} half of them took {n} day.",
        "No campaign had reached the deal in {age}, which is not late: of {won} half of them took {n} days.",
        round(usual),
        **places,
    )


#: no deal gets as old, in days
_OLDEST = 10**5


def _find_in_programmes(case: Case) -> Iterator[str]:
    days: dict[str, set[int]] = defaultdict(set)
    for touch in _list_touches(case):
        if not touch.responded:
            days[touch.campaign].add(touch.at // DAY)
    most = max(days, key=lambda name: len(days[name]), default=None)
    if most is None:
        said = say("No touch of a campaign is recorded of the people of this deal by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT)}"
    elif len(days[most]) < case.threshold("touches"):
        said = say_counted(
            "No campaign came often enough to see a rhythm: the most frequent, {campaign}, came on {n}\u00a0day.",
            "No campaign came often enough to see a rhythm: the most frequent, {campaign}, came on {n}\u00a0days.",
            len(days[most]),
            campaign=most,
        )
        yield f"{said} {say(_EXPORT)}"
    elif not case.words:
        yield say(
            "No word of the buyer is recorded by {day}, so that nobody can tell what came before the last one.",
            day=case.day,
        )
        yield say(_EXPORT_WORDS)
    else:
        yield from say_opening(case)
        said = say("No campaign came steadily enough for a stop or a change to show.")
        yield f"{said} {say(_EXPORT)}"


def _find_in_late_touches(case: Case) -> Iterator[str]:
    touches = _list_touches(case)
    if case.has_ended and case.words:
        grace = write_count(GRACE // DAY, "day")
        yield say("A look back ends {days} after the buyer's last word, before any silence could show.", days=grace)
        return
    if not touches:
        said = say("No dated touch of a campaign is recorded of the people of this deal by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT)}"
    days = len({event.at // DAY for event in case.words})
    if not days:
        said = say("No word of the buyer is recorded by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT_WORDS)}"
    elif days < case.threshold("spoken_days"):
        yield say_counted(
            "The buyer spoke on {n}\u00a0day only, so that there is no rhythm to go by.",
            "The buyer spoke on {n}\u00a0days only, so that there is no rhythm to go by.",
            days,
        )
        yield say(_EXPORT_WORDS)


FINDERS: Mapping[str, Finder] = {
    "marketing.no_touch": _find_in_reach,
    "marketing.nurture_changed": _find_in_programmes,
    "marketing.nurture_stopped": _find_in_programmes,
    "marketing.touches_after_last_word": _find_in_late_touches,
}
