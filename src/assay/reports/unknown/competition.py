"""What is missing of the competitors of a deal."""

from collections.abc import Iterator, Mapping

from assay.domain.tongue import mark, say, say_counted
from assay.reports.deal_file import Change, Competitor
from assay.reports.unknown.case import Case, Finder, say_opening, say_unmeasured
from assay.reports.wording import write_day, write_list

#: a field with one of these in its name, in small letters, names competitors (signals/rivals)
FIELD_STEMS = ("competitor", "competidor", "concorrent", "concurrent", "konkurren", "wettbewerb")

_EXPORT = mark("Export the competitors of deals with the day on which each was entered, or the history of that field.")
_EXPORT_PARTS = mark("Export the competitors of deals with the part that each has.")
_FEW_NAMED = mark("Too few won deals named a competitor by then to say what is typical.")


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
            if rival.part == "won_by":
                late = mark(
                    "{name} was entered as the winner only on {entered}, after the moment ({day}) from which the deal "
                    "is looked at: what became known later plays no part in an answer."
                )
            else:
                late = mark(
                    "{name} was entered only on {entered}, after the moment ({day}) from which the deal is looked at: "
                    "what became known later plays no part in an answer."
                )
            yield say(late, name=rival.name, entered=write_day(entered), day=case.day)


def _say_none(case: Case) -> Iterator[str]:
    if not case.file.competitors and not list_written(case):
        said = say(
            "No competitor is recorded on this deal by {day}, which is no sign that there was none.", day=case.day
        )
        yield f"{said} {say(_EXPORT)}"


def _find_in_winner(case: Case) -> Iterator[str]:
    if not case.has_ended:
        yield say("The deal is open: who won it is known only when it has ended.")
        return
    yield from _say_late(case)
    rivals = _list_rivals(case)
    if not rivals and not case.file.competitors:
        yield say(
            "No competitor is recorded on this deal by {day}, as the winner or otherwise. Export the competitors of "
            "lost deals with the one that won.",
            day=case.day,
        )
        return
    names = sorted({rival.name for rival in rivals if rival.part in ("unknown", "present")})
    if names:
        said = say_counted(
            "It is not told what part {names} had, nor whether the buyer chose it.",
            "It is not told what part {names} had, nor whether the buyer chose one of them.",
            len(names),
            names=write_list(names),
        )
        yield f"{said} {say(_EXPORT_PARTS)}"


def _find_in_present(case: Case) -> Iterator[str]:
    yield from _say_late(case)
    yield from _say_none(case)


def _find_in_incumbent(case: Case) -> Iterator[str]:
    yield from _say_late(case)
    rivals = _list_rivals(case)
    if not case.file.competitors:
        said = say("No competitor is recorded on this deal by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT_PARTS)}"
    if not rivals:
        return
    untold = sorted({rival.name for rival in rivals if rival.part == "unknown"})
    if untold:
        said = say_counted(
            "It is not told what part {names} had.",
            "It is not told what part {names} had.",
            len(untold),
            names=write_list(untold),
        )
        yield f"{said} {say(_EXPORT_PARTS)}"
    elif case.measure is None or not case.measure.usual.get(int(case.threshold("percentile"))):
        names = sorted({rival.name for rival in rivals})
        said = say_counted(
            "{names} may supply the buyer now: incumbents are hardly ever marked on won deals.",
            "{names} may supply the buyer now: incumbents are hardly ever marked on won deals.",
            len(names),
            names=write_list(names),
        )
        yield f"{said} {say(_EXPORT_PARTS)}"


def _find_in_naming(case: Case) -> Iterator[str]:
    late = [*_say_late(case)]
    missing = [*late, *_say_none(case)]
    undated = sorted({rival.name for rival in _list_rivals(case) if rival.named_at is None})
    if undated:
        said = say_counted(
            "It is not recorded when {names} was named.",
            "It is not recorded when {names} was named.",
            len(undated),
            names=write_list(undated),
        )
        missing += [f"{said} {say(_EXPORT)}"]
    missing += [*say_opening(case)]
    yield from missing or say_unmeasured(case, _FEW_NAMED)


FINDERS: Mapping[str, Finder] = {
    "competition.competitor_named_early": _find_in_naming,
    "competition.competitor_named_late": _find_in_naming,
    "competition.competitor_present": _find_in_present,
    "competition.competitor_won": _find_in_winner,
    "competition.incumbent_present": _find_in_incumbent,
}
