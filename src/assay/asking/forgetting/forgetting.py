"""A person erased from the home: in the order in which a stop on the way leaves nothing that a repetition misses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assay.asking.forgetting.files import drop_made_ahead, forget_in_files
from assay.asking.forgetting.finding import Person
from assay.asking.forgetting.kept import Source, count_in_sources, forget_in_sources
from assay.asking.forgetting.places import count_in_record, forget_in_places, look_in_record
from assay.sources.forgotten.hashed import Forgotten, Kept, hash_person, keep_forgotten
from assay.sources.forgotten.masking import Mask
from assay.sources.forgotten.needles import Needles, take_needles
from assay.store.home import Home


@dataclass(frozen=True)
class Erasure:
    """What was taken out, or would be. rows: table -> rows.  quotes: passages among the results.

    sources: source rows kept from imports.  masked, removed: other files.  made_ahead: files that are made again.
    recorded: activities that the person took part in, whose recordings are removed by the caller.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    quotes: int = 0
    sources: int = 0
    masked: int = 0
    removed: int = 0
    made_ahead: int = 0
    recorded: Sequence[int] = ()


def plan_erasure(home: Home, person: Person) -> Erasure:
    """What erasing the person would change in the record, the results and the kept source rows. Nothing is changed."""
    one, source = _describe(person)
    found = count_in_record(home, one, source.mask, source.needles)
    sources = count_in_sources(home, replace(source, found=found))
    return Erasure(found.rows, found.quotes, sources, recorded=found.recorded)


def forget_person(home: Home, person: Person) -> Erasure:
    """Erases the person from the record, the results, the kept source rows and all other files of the home.

    From its first step on no import brings the person back. Done once more it goes on where it was stopped.
    Raises RetryLater while an import or a run is at work.
    """
    kept = keep_forgotten(home, person.told, person.persons, person.sellers)
    one, source = kept.people[0], _describe_source(person, kept)
    found = forget_in_places(home, one, source.mask, source.needles)
    source = replace(source, found=found)
    sources = forget_in_sources(home, source)
    made_ahead = drop_made_ahead(home)
    masked, removed = forget_in_files(home, source)
    return Erasure(found.rows, found.quotes, sources, masked, removed, made_ahead, found.recorded)


@dataclass(frozen=True)
class Traces:
    """What tells a person in other places than the home. keys: of rows of the record.

    deals: near the person.  rows: of the record, that hold what the person said.  said: sentences of it.
    """

    mask: Mask
    needles: Needles
    keys: frozenset[int]
    deals: frozenset[int]
    rows: frozenset[int]
    said: Sequence[str]


def describe_traces(home: Home, person: Person) -> Traces:
    """For those who hold texts elsewhere."""
    one, source = _describe(person)
    found = look_in_record(home, one)
    keys = frozenset((*person.persons, *person.sellers))
    return Traces(source.mask, source.needles, keys, found.deals, found.own_rows, found.said)


def _describe(person: Person) -> tuple[Forgotten, Source]:
    """The person as long as nothing of it is kept: the salt is nobody's."""
    kept = Kept("00" * 32)
    one = hash_person(kept, person.told, person.persons, person.sellers)
    return one, _describe_source(person, Kept(kept.salt, (one,)))


def _describe_source(person: Person, kept: Kept) -> Source:
    return Source(person.told, Mask(kept), take_needles(person.told))
