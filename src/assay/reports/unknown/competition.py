"""What is missing of the competitors of a deal."""

from collections.abc import Iterator, Mapping

from assay.reports.deal_file import Change, Competitor
from assay.reports.unknown.case import Case, Finder, say_opening, say_unmeasured
from assay.reports.wording import write_day, write_list

#: a field with one of these in its name, in small letters, names competitors (signals/rivals)
FIELD_STEMS = ("competitor", "competidor", "concorrent", "concurrent", "konkurren", "wettbewerb")

_EXPORT = "Export the competitors of deals with the day on which each was entered, or the history of that field."
_EXPORT_PARTS = "Export the competitors of deals with the part that each has."


def _list_rivals(case: Case) -> list[Competitor]:
    """The competitors that were known when the deal was looked at."""
    return [rival for rival in case.file.competitors if not _is_late(case, rival)]


def _is_late(case: Case, rival: Competitor) -> bool:
    return (rival.named_at or 0) > case.as_of or rival.known_at > case.moment.known_by


def list_written(case: Case) -> list[Change]:
    """The changes of fields that name competitors."""
    return [change for change in case.changes if any(stem in change.field.lower() for stem in FIELD_STEMS)]


def _say_late(case: Case) -> Iterator[str]:
    """Who was entered only after the moment from which the deal is looked at."""
    for rival in case.file.competitors:
        if _is_late(case, rival):
            entered = rival.named_at if (rival.named_at or 0) > case.as_of else rival.known_at
            as_what = "as the winner " if rival.part == "won_by" else ""
            yield (
                f"{rival.name} was entered {as_what}only on {write_day(entered)}, after the moment ({case.day}) from "
                "which the deal is looked at: what became known later plays no part in an answer."
            )


def _say_none(case: Case, export: str = _EXPORT) -> Iterator[str]:
    if not case.file.competitors and not list_written(case):
        yield f"No competitor is recorded on this deal by {case.day}, which is no sign that there was none. {export}"


def _find_in_winner(case: Case) -> Iterator[str]:
    if not case.has_ended:
        yield "The deal is open: who won it is known only when it has ended."
        return
    yield from _say_late(case)
    rivals = _list_rivals(case)
    if not rivals and not case.file.competitors:
        export = "Export the competitors of lost deals with the one that won."
        yield f"No competitor is recorded on this deal by {case.day}, as the winner or otherwise. {export}"
        return
    names = sorted({rival.name for rival in rivals if rival.part in ("unknown", "present")})
    if names:
        chosen = "it" if len(names) == 1 else "one of them"
        yield f"It is not told what part {write_list(names)} had, nor whether the buyer chose {chosen}. {_EXPORT_PARTS}"


def _find_in_present(case: Case) -> Iterator[str]:
    yield from _say_late(case)
    yield from _say_none(case)


def _find_in_incumbent(case: Case) -> Iterator[str]:
    yield from _say_late(case)
    rivals = _list_rivals(case)
    if not case.file.competitors:
        yield f"No competitor is recorded on this deal by {case.day}. {_EXPORT_PARTS}"
    if not rivals:
        return
    untold = write_list(sorted({rival.name for rival in rivals if rival.part == "unknown"}))
    if untold:
        yield f"It is not told what part {untold} had. {_EXPORT_PARTS}"
    elif case.measure is None or not case.measure.usual.get(int(case.threshold("percentile"))):
        names = write_list(sorted({rival.name for rival in rivals}))
        yield f"{names} may supply the buyer now: incumbents are hardly ever marked on won deals. {_EXPORT_PARTS}"


def _find_in_naming(case: Case) -> Iterator[str]:
    late = [*_say_late(case)]
    missing = [*late, *_say_none(case)]
    undated = write_list(sorted({rival.name for rival in _list_rivals(case) if rival.named_at is None}))
    if undated:
        missing += [f"It is not recorded when {undated} was named. {_EXPORT}"]
    missing += [*say_opening(case)]
    yield from missing or say_unmeasured(case, "won deals named a competitor")


FINDERS: Mapping[str, Finder] = {
    "competition.competitor_named_early": _find_in_naming,
    "competition.competitor_named_late": _find_in_naming,
    "competition.competitor_present": _find_in_present,
    "competition.competitor_won": _find_in_winner,
    "competition.incumbent_present": _find_in_incumbent,
}
