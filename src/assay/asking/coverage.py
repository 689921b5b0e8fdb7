"""What share of ended deals was debriefed, and how those who answer differ from those who do not (T5, A1, A3, M3).

Groups are of deals, never of a person: a team of fewer than MOST_PERSONAL reps is not shown by itself, and a group of
fewer than FLOOR deals is counted with the others of its kind.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assay.asking.circles import FLOOR
from assay.domain.interval import Interval
from assay.stats.share import share

#: by what ended deals are grouped
DIMENSIONS = ("outcome", "team", "segment", "size")
#: a team of fewer reps than this is a person, or nearly
MOST_PERSONAL = 3
#: what groups too small to stand alone are counted under, and deals without a value
OTHER, NONE = "other", "none"


@dataclass(frozen=True)
class EndedTalk:
    """One ended deal with what was done about it.

    announced: the buyer was told before the end that a debrief follows.  team, segment, size: empty where unknown.
    """

    deal_id: int
    owner_id: int | None
    outcome: str
    team: str = ""
    segment: str = ""
    size: str = ""
    announced: bool = False
    asked: bool = False
    agreed: bool = False
    held: bool = False
    self_analysed: bool = False
    investigated: bool = False
    taken_out: bool = False


@dataclass(frozen=True)
class Measure:
    """One share: of which deals it is taken, and which of them count. `of`: None for all ended ones."""

    name: str
    counts: Callable[[EndedTalk], bool]
    of: Callable[[EndedTalk], bool] = lambda deal: True


#: each with its own base: agreed is of those asked, held of those agreed
MEASURES = (
    Measure("announced", lambda deal: deal.announced),
    Measure("asked", lambda deal: deal.asked),
    Measure("agreed", lambda deal: deal.agreed, lambda deal: deal.asked),
    Measure("held", lambda deal: deal.held),
    Measure("self_analysed", lambda deal: deal.self_analysed),
    Measure("investigated", lambda deal: deal.investigated),
)


@dataclass(frozen=True)
class Group:
    """One group of ended deals. shares: measure -> hits of n with Wilson's interval, None where n is 0."""

    dimension: str
    value: str
    closed: int
    taken_out: int
    counts: Mapping[str, int]
    shares: Mapping[str, Interval | None]


def measure_all(deals: Sequence[EndedTalk]) -> Group:
    """All of them as one group."""
    return _measure("all", "", deals)


def measure_by(deals: Sequence[EndedTalk], dimension: str) -> list[Group]:
    """The groups of one dimension by name, what is too small to stand alone last, as OTHER; nothing for one group."""
    grouped: dict[str, list[EndedTalk]] = defaultdict(list)
    for value, some in _group(deals, dimension).items():
        grouped[value].extend(some)
    if len(grouped) < 2:
        return []
    names = sorted(grouped, key=lambda value: (value == OTHER, value == NONE, value.casefold()))
    return [_measure(dimension, name, grouped[name]) for name in names]


def _group(deals: Iterable[EndedTalk], dimension: str) -> dict[str, list[EndedTalk]]:
    found: dict[str, list[EndedTalk]] = defaultdict(list)
    for deal in deals:
        found[getattr(deal, dimension) or NONE].append(deal)
    small = [value for value, some in found.items() if _is_too_small(dimension, some)]
    rest = [deal for value in small for deal in found.pop(value)]
    if rest and not _is_too_small(dimension, rest):
        found[OTHER] = rest
    return found


def _is_too_small(dimension: str, deals: Sequence[EndedTalk]) -> bool:
    if len(deals) < FLOOR:
        return True
    return dimension == "team" and len({deal.owner_id for deal in deals}) < MOST_PERSONAL


def _measure(dimension: str, value: str, deals: Sequence[EndedTalk]) -> Group:
    counts, shares = {}, {}
    for measure in MEASURES:
        among = [deal for deal in deals if measure.of(deal)]
        counts[measure.name] = hits = sum(map(measure.counts, among))
        shares[measure.name] = share(hits, len(among))
    return Group(dimension, value, len(deals), sum(deal.taken_out for deal in deals), counts, shares)


@dataclass(frozen=True)
class Difference:
    """How much of those who were heard, and of all others, belongs to a group. is_apart: the intervals do not meet."""

    dimension: str
    value: str
    heard: Interval
    others: Interval

    @property
    def is_apart(self) -> bool:
        """Whether it can be told that those who were heard are not like the others here."""
        return self.heard.low > self.others.high or self.others.low > self.heard.high


def compare_heard(deals: Sequence[EndedTalk]) -> list[Difference]:
    """Those whose debrief was held beside all others, by each dimension; nothing where either side is below FLOOR."""
    heard = [deal for deal in deals if deal.held]
    if len(heard) < FLOOR or len(deals) - len(heard) < FLOOR:
        return []
    found = []
    for dimension in DIMENSIONS:
        groups = _group(deals, dimension)
        for value in sorted(groups) if len(groups) > 1 else ():
            held = sum(deal.held for deal in groups[value])
            one = share(held, len(heard))
            other = share(len(groups[value]) - held, len(deals) - len(heard))
            if one is not None and other is not None:
                found.append(Difference(dimension, value, one, other))
    return found


def weigh_heard(deals: Sequence[EndedTalk]) -> dict[int, float]:
    """What each deal that was heard counts for, so that together they stand for all that ended; mean 1.

    Cells are outcome by size. Those in which fewer than FLOOR were heard are joined, and where they still are too few
    with the cell of that outcome in which most were heard; then outcomes in the same way: a weight never rests on a
    handful of deals.
    """
    outcomes: dict[str, dict[str, list[EndedTalk]]] = defaultdict(lambda: defaultdict(list))
    for deal in deals:
        outcomes[deal.outcome][deal.size].append(deal)
    joined = _join_small([some for sizes in outcomes.values() for some in _join_small(list(sizes.values()))])
    heard = [(some, _count_heard(some)) for some in joined]
    total, all_heard = sum(len(some) for some, n in heard if n), sum(n for _, n in heard)
    return {deal.deal_id: len(some) / n * all_heard / total for some, n in heard for deal in some if deal.held}


def _count_heard(deals: Iterable[EndedTalk]) -> int:
    return sum(deal.held for deal in deals)


def _join_small(cells: Sequence[list[EndedTalk]]) -> list[list[EndedTalk]]:
    """The cells with FLOOR heard or more, and all others as one, which goes to the largest where it is still small."""
    large = [some for some in cells if _count_heard(some) >= FLOOR]
    rest = [deal for some in cells if _count_heard(some) < FLOOR for deal in some]
    if not rest:
        return large
    if not large or _count_heard(rest) >= FLOOR:
        return [*large, rest]
    most = max(range(len(large)), key=lambda place: _count_heard(large[place]))
    return [[*some, *rest] if place == most else some for place, some in enumerate(large)]
