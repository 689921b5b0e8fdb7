"""What is missing of those who came, went and rose at the buyer."""

from collections.abc import Iterator, Mapping

from assay.domain.tongue import mark, mark_counted, say, say_counted
from assay.reports.deal_file import PersonChange
from assay.reports.unknown.case import Case, Finder, say_opening
from assay.reports.wording import write_list

_EXPORT = mark("Import a list of people who joined, left, rose or moved at the buyer.")
_EXPORT_FORMER = mark(
    "Import a list of people who joined or left with their former employer, and the competitors of lost deals with "
    "the one that won."
)
_EXPORT_TITLES = mark(
    "Export the history of the contacts' titles, or monthly lists of contacts, or import a list of changes."
)

_COMING_AND_GOING = ("joined", "left")
_RISING = ("promoted", "moved")

#: change -> what is said of one or several whose title does not tell their rank
_UNTITLED = {
    "joined": mark_counted(
        "{names} joined, without a title that tells the rank. Import the titles with them.",
        "{names} joined, without a title that tells the rank. Import the titles with them.",
    ),
    "left": mark_counted(
        "{names} left, without a title that tells the rank. Import the titles with them.",
        "{names} left, without a title that tells the rank. Import the titles with them.",
    ),
    "promoted": mark_counted(
        "{names} rose, without a title that tells the rank. Import the titles with them.",
        "{names} rose, without a title that tells the rank. Import the titles with them.",
    ),
    "moved": mark_counted(
        "{names} moved, without a title that tells the rank. Import the titles with them.",
        "{names} moved, without a title that tells the rank. Import the titles with them.",
    ),
}


def _list_changes(case: Case, kinds: tuple[str, ...]) -> list[PersonChange]:
    """Those during the deal that were known by its moment."""
    opened = case.file.deal.opened_at or 0
    found = [one for one in case.file.person_changes if one.change in kinds and one.known_at <= case.moment.known_by]
    return [change for change in found if opened <= change.at <= case.as_of]


def _say_unfollowed(case: Case, kinds: tuple[str, ...], export: str) -> Iterator[str]:
    yield from say_opening(case)
    if case.file.deal.opened_at is not None and not _list_changes(case, kinds):
        if kinds == _COMING_AND_GOING:
            said = say(
                "Nobody is recorded as having joined or left this account during the deal, nor is that recorded on "
                "half of the won deals, so that nobody may have looked."
            )
        else:
            said = say(
                "Nobody is recorded as having risen or moved at this account during the deal, nor is that recorded on "
                "half of the won deals, so that nobody may have looked."
            )
        yield f"{said} {say(export)}"


def _say_untitled(case: Case, kinds: tuple[str, ...]) -> Iterator[str]:
    """Who came or went of whom nobody can tell whether they matter: no title, and no part in the deal."""
    untold = [one for one in _list_changes(case, kinds) if not one.rank and one.person_id not in case.people]
    if untold:
        names = sorted({change.name for change in untold})
        yield say_counted(*_UNTITLED[untold[0].change], len(names), names=write_list(names))


def _find_in_joined(case: Case) -> Iterator[str]:
    yield from _say_unfollowed(case, _COMING_AND_GOING, _EXPORT)
    yield from _say_untitled(case, ("joined",))


def _find_in_left(case: Case) -> Iterator[str]:
    yield from _say_unfollowed(case, _COMING_AND_GOING, _EXPORT)
    yield from _say_untitled(case, ("left",))


def _find_in_risen(case: Case) -> Iterator[str]:
    yield from _say_unfollowed(case, _RISING, _EXPORT_TITLES)
    yield from _say_untitled(case, _RISING)


def _find_in_leaders(case: Case) -> Iterator[str]:
    yield from _say_unfollowed(case, _COMING_AND_GOING, _EXPORT_FORMER)
    yield from _say_untitled(case, ("joined",))
    for change in _list_changes(case, ("joined",)):
        if change.rank >= case.threshold("least_rank") or case.decides(change.person_id):
            if change.from_employer:
                yield say(
                    "{name} came from {employer}, of which it is not known who supplies it.",
                    name=change.name,
                    employer=change.from_employer,
                )
            else:
                yield say("It is not known from where {name} came.", name=change.name)
            yield say(_EXPORT_FORMER)


FINDERS: Mapping[str, Finder] = {
    "buyer_change.new_leader_from_rival_buyer": _find_in_leaders,
    "buyer_change.somebody_joined": _find_in_joined,
    "buyer_change.somebody_left": _find_in_left,
    "buyer_change.somebody_rose_or_moved": _find_in_risen,
}
