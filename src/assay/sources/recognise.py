"""Which feed reads which file, told from the headings alone; a file's name only breaks a tie."""

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from assay.domain.errors import InputError
from assay.sources.assignment import Assignment
from assay.sources.headings import find_headings, fold_heading
from assay.sources.language import Feed, Mapping, Rule
from assay.sources.mapping import SHIPPED
from assay.sources.named_headings import names_in
from assay.sources.raw import RawTable

#: the rank from which a mapping goes before all that know more of a file
KEPT = 2


@dataclass(frozen=True)
class Near:
    """A feed that a file comes near to, and the headings that it lacks."""

    mapping: Mapping
    feed: Feed
    missing: tuple[str, ...]
    found: int


@dataclass(frozen=True)
class Unknown:
    """A file that no feed knows, or that several know equally well (`rivals`)."""

    raw: RawTable
    near: tuple[Near, ...] = ()
    rivals: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """One line for the report."""
        if self.rivals:
            why = f"its headings fit {' and '.join(self.rivals)} equally well"
        elif self.near:
            best = self.near[0]
            lacks = ", ".join(best.missing)
            why = (
                f"no profile knows these headings (nearest: {best.mapping.name} {best.feed.name}, which needs {lacks})"
            )
        else:
            why = "no profile knows these headings"
        return f"{self.raw.name} ({self.raw.rows} rows): {why}; run assay import --map {self.raw.name.split('#')[0]}"


@dataclass(frozen=True)
class Recognised:
    """What was found out about a set of files."""

    assignments: tuple[Assignment, ...]
    unknown: tuple[Unknown, ...]


def name_reading(mapping: Mapping, feed: Feed) -> str:
    """What reads a file, as reports call it."""
    return f"{mapping.title} {feed.name}"


def list_readings(raw: RawTable, mappings: Sequence[Mapping]) -> list[Assignment]:
    """All that could read a raw table, the best first."""
    return [Assignment(raw, mapping, feed) for _score, mapping, feed in _fits(raw, mappings)]


def recognise(
    raws: Sequence[RawTable], mappings: Sequence[Mapping], chosen: AnyMapping[str, str] | None = None
) -> Recognised:
    """Assign each raw table the feed that fits best.

    A mapping that a person kept goes first; then the feed that knows most of the file's headings, so that a feed which
    needs little does not take what another one understands; then the mapping's rank, the number of required headings,
    and the hint of the file's name. Two feeds that fit equally well leave the file unknown.

    chosen: name of a raw table -> what a person says reads it (`name_reading`). Raises InputError where that cannot.
    """
    assignments, unknown = [], []
    for raw in raws:
        fits = _fits(raw, mappings)
        if chosen and raw.name in chosen:
            assignments.append(_find_chosen(raw, fits, chosen[raw.name]))
        elif fits and (len(fits) == 1 or fits[0][0] != fits[1][0]):
            assignments.append(Assignment(raw, fits[0][1], fits[0][2]))
        elif fits:
            rivals = tuple(f"{mapping.name} {feed.name}" for score, mapping, feed in fits if score == fits[0][0])
            unknown.append(Unknown(raw, rivals=rivals))
        else:
            unknown.append(Unknown(raw, near=_nearest(raw, mappings)))
    return Recognised(tuple(assignments), tuple(unknown))


def _find_chosen(raw: RawTable, fits: Sequence[tuple[tuple[int, ...], Mapping, Feed]], chosen: str) -> Assignment:
    for _score, mapping, feed in fits:
        if name_reading(mapping, feed) == chosen:
            return Assignment(raw, mapping, feed)
    raise InputError(
        f"{raw.name} cannot be read by {chosen}, as was chosen: its headings are others now.",
        fix="Have the files looked at again, and say anew how this one is read.",
    )


def refuse_unused(given: Mapping, raws: Sequence[RawTable], found: Recognised) -> None:
    """Raises InputError when a mapping that was named for an import reads none of its files."""
    if not raws or any(one.mapping is given for one in found.assignments):
        return
    lacks = [(missing, raw, feed) for raw in raws for feed, missing in _list_missing(raw, given) if missing]
    why = "another one fits better"
    if lacks:
        missing, raw, feed = min(lacks, key=lambda one: len(one[0]))
        why = f"{raw.name} lacks {', '.join(map(repr, missing))}, which its feed {feed.name} requires"
    raise InputError(
        f"The mapping {given.name} reads none of these files: {why}.",
        fix="Mend the headings under require: in the mapping, or leave --mapping out.",
    )


def _list_missing(raw: RawTable, mapping: Mapping) -> list[tuple[Feed, tuple[str, ...]]]:
    have = find_headings(raw.headings, mapping.headings)
    return [(feed, _missing(mapping, feed, have)) for feed in mapping.feeds]


def lacking_headings(assignment: Assignment) -> list[str]:
    """What a person's own mapping reads from headings that the file lacks, so that a slip of the pen shows.

    A shipped profile names the headings of many kinds of exports, and is not asked.
    """
    mapping = assignment.mapping
    if mapping.rank < KEPT:
        return []
    have = find_headings(assignment.raw.headings, mapping.headings)

    def is_there(name: str) -> bool:
        return name.startswith("$") or fold_heading(name, mapping.headings) in have

    return [
        f"{rule.table}.{column} stays empty: the mapping reads it from {' or '.join(map(repr, names))}, "
        "and the file has no such heading"
        for rule in assignment.feed.rows
        if not rule.path.startswith(str(SHIPPED))  # rules that were adopted from a shipped profile
        for column, value in rule.set.items()
        if (names := names_in(value)) and not any(map(is_there, names))
    ]


def _fits(raw: RawTable, mappings: Sequence[Mapping]) -> list[tuple[tuple[int, ...], Mapping, Feed]]:
    """(score, mapping, feed) of every feed whose required headings the file has, the best first."""
    fits = []
    for mapping in mappings:
        have = find_headings(raw.headings, mapping.headings)
        for feed in mapping.feeds:
            if _missing(mapping, feed, have) or any(fold_heading(one, mapping.headings) in have for one in feed.unless):
                continue
            hinted = bool(feed.hint) and fnmatch(raw.name.casefold(), feed.hint.casefold())
            known = len(_named(feed, mapping.headings) & have.keys())
            kept = max(mapping.rank, KEPT - 1)
            fits.append(((kept, known, mapping.rank, len(feed.require), int(hinted)), mapping, feed))
    return sorted(fits, key=lambda fit: fit[0], reverse=True)


def _missing(mapping: Mapping, feed: Feed, have: dict[str, int]) -> tuple[str, ...]:
    return tuple(
        choices[0]
        for choices in feed.require
        if not any(fold_heading(choice, mapping.headings) in have for choice in choices)
    )


def _nearest(raw: RawTable, mappings: Sequence[Mapping]) -> tuple[Near, ...]:
    """Up to three feeds of which the file has half the required headings at least."""
    near = []
    for mapping in mappings:
        for feed, missing in _list_missing(raw, mapping):
            found = len(feed.require) - len(missing)
            if missing and 2 * found >= len(feed.require):
                near.append(Near(mapping, feed, missing, found))
    return tuple(sorted(near, key=lambda one: (len(one.missing), -one.mapping.rank, -one.found))[:3])


def _named(feed: Feed, way: str) -> set[str]:
    required = {fold_heading(name, way) for choices in feed.require for name in choices}
    return required | {fold_heading(name, way) for rule in feed.rows for name in _rule_names(rule)}


def _rule_names(rule: Rule) -> list[str]:
    values = [*rule.id, *rule.set.values(), *(value for _, value in rule.known_at)]
    values += [rule.each.of] if rule.each and rule.each.of else []
    return [name for value in values for name in names_in(value)]
