"""Which questions a guide starts with: at least FEWEST, at most MOST, one of a part."""

from collections.abc import Iterable, Sequence

from assay.asking.guide.templates import MOST, Template


def fill_guide(standing: Iterable[Template]) -> tuple[Template, ...]:
    """The core questions in their order, the first of each part; of too many those go that yield first."""
    parts: dict[str, Template] = {}
    for one in standing:
        if one.is_core:
            parts.setdefault(one.part, one)
    return drop_yielding(list(parts.values()))


def drop_yielding(chosen: Sequence[Template], most: int = MOST) -> tuple[Template, ...]:
    """At most `most` of them in their order. Highest `yields` goes first; of those that never yield the last ones."""
    spare = sorted(range(len(chosen)), key=lambda at: (chosen[at].yields, at), reverse=True)
    gone = set(spare[: max(0, len(chosen) - most)])
    return tuple(one for at, one in enumerate(chosen) if at not in gone)
