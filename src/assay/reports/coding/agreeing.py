"""How far people agree on codes, with each other and with the model: from what they coded without seeing either."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assay.domain.interval import Interval
from assay.stats.agreement import FLOOR, agree
from assay.stats.share import share
from assay.tables.statement_code import NO_REASON
from assay.words.taxonomy import Taxonomy

#: passages of one driver below which nothing is said of it by itself
DRIVER_FLOOR = 10


@dataclass(frozen=True)
class GivenCode:
    """What one person said of one passage.

    model_driver: what the model had said of it by itself; empty where it abstained.  model: which one.
    queue: unsure, sample, split or file.  is_blind: the person saw neither the model's choices nor others' codes.
    at: when, epoch seconds.
    """

    passage: str
    coder: str
    driver: str
    model_driver: str
    model: str
    queue: str
    is_blind: bool
    at: int


@dataclass(frozen=True)
class DriverAccuracy:
    """Where the model says this driver: the share in which people say so too, None below the floor."""

    driver: str
    n: int
    right: Interval | None


@dataclass(frozen=True)
class Agreement:
    """people: alpha between people, and on how many passages that two or more coded it rests, or would rest.

    with_model, accuracy: on the random sample of what the model coded by itself.  of_others: codes in the sample that
    were given beside another model or taxonomy, which are not counted.
    """

    people: Interval | None
    people_n: int
    coders: int
    with_model: Interval | None
    accuracy: Interval | None
    sample_n: int
    of_others: int
    drivers: tuple[DriverAccuracy, ...]
    floor: int = FLOOR
    driver_floor: int = DRIVER_FLOOR


def tell_agreement(codes: Iterable[GivenCode], taxonomy: Taxonomy, model: str) -> Agreement:
    """From all codes in force. model: the one whose codes are told about.

    Old codes are read through what replaced them; one whose driver was split agrees with itself alone.
    """
    given = sorted(codes, key=lambda code: (code.at, code.coder))
    by_passage: dict[str, dict[str, str]] = defaultdict(dict)
    for code in given:
        if code.queue != "file":
            by_passage[code.passage][code.coder] = _read(taxonomy, code.driver)
    several = [codes for codes in by_passage.values() if len(codes) > 1]
    drawn = [code for code in given if code.queue == "sample" and code.is_blind and code.model_driver]
    pairs = _pair(taxonomy, [code for code in drawn if code.model == model])
    right = sum(said == told for said, told in pairs)
    enough = len(pairs) >= FLOOR
    return Agreement(
        people=agree(several),
        people_n=len(several),
        coders=len({coder for codes in several for coder in codes}),
        with_model=agree([{"people": said, "model": told} for said, told in pairs]),
        accuracy=share(right, len(pairs)) if enough else None,
        sample_n=len(pairs),
        of_others=len({code.passage for code in drawn if code.model != model}),
        drivers=tuple(_tell_drivers(pairs)),
    )


def _read(taxonomy: Taxonomy, code: str) -> str:
    if code == NO_REASON:
        return code
    now = taxonomy.read_code(code)
    return now[0] if len(now) == 1 else code


def _pair(taxonomy: Taxonomy, codes: Sequence[GivenCode]) -> list[tuple[str, str]]:
    """What the first person said of each passage, and what the model had said."""
    first = {code.passage: code for code in reversed(codes)}
    return [(_read(taxonomy, code.driver), _read(taxonomy, code.model_driver)) for code in first.values()]


def _tell_drivers(pairs: Sequence[tuple[str, str]]) -> Iterable[DriverAccuracy]:
    told: dict[str, list[bool]] = defaultdict(list)
    for said, driver in pairs:
        told[driver].append(said == driver)
    for driver, right in sorted(told.items(), key=lambda item: (-len(item[1]), item[0])):
        known = share(sum(right), len(right)) if len(right) >= DRIVER_FLOOR else None
        yield DriverAccuracy(driver, len(right), known)
