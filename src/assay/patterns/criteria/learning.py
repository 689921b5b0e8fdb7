"""Rules proposed on earlier deals: the plain ones that tell most, few of them, and none that repeats another."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import floor, log10, sqrt

import numpy as np
from numpy.typing import NDArray

from assay.patterns.criteria.rule import COMPARISONS, Condition, Direction, Fact, Rule

Flag = NDArray[np.bool_]

#: a rule that few earlier deals meet is not proposed
FEWEST_MET = 20
_LEAST_SHARE = 0.02

#: nor one that nearly all meet
_MOST_SHARE = 0.8

#: standard errors from no difference on earlier deals: not a claim, but what is worth trying on later ones
_WORTH_TRYING = 2.0

#: rules that are tried on later deals: more would make each of them harder to tell
MOST_TRIED = 12

#: words of one fact that may make a condition, the commonest
_MOST_WORDS = 12

#: conditions of which pairs are made, the most telling of either direction
_MOST_PAIRED = 16

#: of two rules that speak of nearly the same deals the better is enough: shared deals over all of either
_ALIKE = 0.6

#: from so near on a rule is another's opposite: it would be tried twice
_OPPOSITE = 0.9

_QUANTILES = (0.2, 0.35, 0.5, 0.65, 0.8)


@dataclass(frozen=True)
class Known:
    """What is known of one fact for (deals,): numbers with nan where unknown, or where it has none, words or None."""

    words: NDArray[np.object_] = field(default_factory=lambda: np.empty(0, dtype=object))
    numbers: NDArray[np.float64] | None = None


@dataclass(frozen=True)
class Meeting:
    """A rule among deals: who meets it, and of whom that is known."""

    rule: Rule
    meets: Flag
    known: Flag
    z: float


@dataclass(frozen=True)
class Proposal:
    """rules: proposed, the best first, at most MOST_TRIED.  looked_at: conditions and pairs that were looked at."""

    rules: tuple[Rule, ...]
    looked_at: int


def propose_rules(facts: Mapping[str, Fact], known: Mapping[str, Known], won: Flag, early: Flag) -> Proposal:
    """known: by fact; won: how each ended; early: who lived to the age of early facts; all of the same (deals,).

    Facts that are shut out make no condition. No rule where the deals are too few.
    """
    singles = [m for fact in facts.values() if not fact.shut_out for m in _try_fact(fact, known[fact.name], won, early)]
    strong = _pick_strong(singles, _MOST_PAIRED)
    pairs = [m for one, other in combinations(strong, 2) for m in _try_pair(one, other, won)]
    telling = [m for m in (*singles, *pairs) if abs(m.z) >= _WORTH_TRYING]
    return Proposal(tuple(m.rule for m in _pick_different(telling)), len(singles) + len(pairs))


def meet_condition(condition: Condition, known: Known) -> tuple[Flag, Flag]:
    """Which deals meet a condition, and of which that is known."""
    if known.numbers is not None:
        is_known: Flag = ~np.isnan(known.numbers)
        reaches: Flag = known.numbers >= condition.number
        return (reaches if condition.compares == "at_least" else ~reaches) & is_known, is_known
    said: Flag = np.array([word is not None for word in known.words], dtype=bool)
    equal: Flag = known.words == condition.value
    return (equal if condition.compares == "equals" else ~equal) & said, said


def _try_fact(fact: Fact, known: Known, won: Flag, early: Flag) -> Iterator[Meeting]:
    seen = early if fact.age_days else np.ones_like(won)
    for condition in _list_conditions(fact, known, seen):
        meets, is_known = meet_condition(condition, known)
        found = _measure((condition,), meets, is_known & seen, won)
        if found and _makes_sense(fact, condition, found.rule.direction):
            yield found


def _list_conditions(fact: Fact, known: Known, seen: Flag) -> Iterator[Condition]:
    if known.numbers is not None:
        told = known.numbers[seen & ~np.isnan(known.numbers)]
        edges = {round_edge(float(edge)) for edge in np.quantile(told, _QUANTILES)} if len(told) else set()
        for edge in sorted(edges):
            for compares in COMPARISONS["number"]:
                yield Condition(fact.name, compares, f"{edge:.12g}")
    else:
        counts = Counter(word for word in known.words[seen] if word is not None)
        for word, _n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_WORDS]:
            yield Condition(fact.name, "equals", word)


def round_edge(number: float) -> float:
    """Two figures: a threshold that somebody can remember."""
    if number == 0:
        return 0.0
    power = 10.0 ** (floor(log10(abs(number))) - 1)
    return float(f"{round(number / power) * power:.12g}")


def _makes_sense(fact: Fact, condition: Condition, direction: Direction) -> bool:
    """Where sense says which way a fact speaks for a deal, no rule says the opposite."""
    if not fact.better:
        return True
    more = condition.compares == "at_least" if fact.kind == "number" else condition.value == "yes"
    return (more == (fact.better == "more")) == (direction == "pursue")


def _try_pair(one: Meeting, other: Meeting, won: Flag) -> Iterator[Meeting]:
    """Both together, where that tells more than either does."""
    first, second = one.rule.conditions[0], other.rule.conditions[0]
    if first.fact == second.fact or one.rule.direction != other.rule.direction:
        return
    known = one.known & other.known
    conditions = tuple(sorted((first, second)))
    found = _measure(conditions, one.meets & other.meets, known, won)
    if found and found.rule.direction == one.rule.direction and abs(found.z) > max(abs(one.z), abs(other.z)) + 0.5:
        yield found


def _measure(conditions: tuple[Condition, ...], meets: Flag, known: Flag, won: Flag) -> Meeting | None:
    """z of the difference of both win rates; None where too few meet it, or nearly all."""
    inside, outside = known & meets, known & ~meets
    n_in, n_out = int(inside.sum()), int(outside.sum())
    n = n_in + n_out
    if n_in < max(FEWEST_MET, _LEAST_SHARE * n) or n_out < FEWEST_MET or n_in > _MOST_SHARE * n:
        return None
    won_in, won_out = float((inside & won).sum()), float((outside & won).sum())
    pooled = (won_in + won_out) / n
    if not 0 < pooled < 1:
        return None
    z = (won_in / n_in - won_out / n_out) / sqrt(pooled * (1 - pooled) * (1 / n_in + 1 / n_out))
    return Meeting(Rule(conditions, "pursue" if z > 0 else "decline"), inside, known, z)


def _pick_strong(found: Sequence[Meeting], most: int) -> list[Meeting]:
    """The most telling of either direction, one of each fact and direction at most twice."""
    picked: list[Meeting] = []
    seen: Counter[tuple[str, str]] = Counter()
    for one in sorted(found, key=_order):
        mark = (one.rule.conditions[0].fact, one.rule.direction)
        if seen[mark] < 2 and sum(p.rule.direction == one.rule.direction for p in picked) < most // 2:
            seen[mark] += 1
            picked.append(one)
    return picked


def _pick_different(found: Sequence[Meeting]) -> list[Meeting]:
    """The best first, each speaking of other deals than those before it; a shorter rule before a longer as good one."""
    picked: list[Meeting] = []
    for one in sorted(found, key=_order):
        if len(picked) == MOST_TRIED:
            break
        if not any(_is_repeated(one, other) for other in picked):
            picked.append(one)
    return picked


def _is_repeated(one: Meeting, other: Meeting) -> bool:
    """Whether both speak of nearly the same deals, or the one for those of which the other speaks against the rest."""
    if one.rule.direction == other.rule.direction:
        return _share(one.meets, other.meets) > _ALIKE
    return _share(one.meets, other.known & ~other.meets) > _OPPOSITE


def _share(one: Flag, other: Flag) -> float:
    either = int((one | other).sum())
    return int((one & other).sum()) / either if either else 1.0


def _order(one: Meeting) -> tuple[float, int, str, tuple[Condition, ...]]:
    """A second condition must earn its place: it counts as much as half a standard error."""
    told = round(abs(one.z) - 0.5 * (len(one.rule.conditions) - 1), 9)
    return (-told, len(one.rule.conditions), one.rule.direction, one.rule.conditions)
