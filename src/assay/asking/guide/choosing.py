"""Which questions a guide starts with: at least FEWEST, at most MOST, one of a part."""

from collections.abc import Iterable, Sequence

from assay.asking.guide.proposing import Proposal
from assay.asking.guide.templates import MOST, Template

#: so many questions of a guide may come from the deal's own findings at the start; the rest are the same for all deals
ADAPTED = 3


def fill_guide(standing: Iterable[Template], proposals: Iterable[Proposal] = ()) -> tuple[Template, ...]:
    """The core questions in their order, one of each part, with the first few that rest on findings of this deal.

    What a finding proposes takes the place of the core question of its part; of too many those go that yield first.
    """
    parts: dict[str, Template] = {}
    for one in standing:
        if one.is_core:
            parts.setdefault(one.part, one)
    for proposal in [one for one in proposals if one.is_found][:ADAPTED]:
        parts[proposal.template.part] = proposal.template
    return drop_yielding(sorted(parts.values(), key=lambda one: one.place))


def drop_yielding(chosen: Sequence[Template], most: int = MOST) -> tuple[Template, ...]:
    """At most `most` of them in their order. Highest `yields` goes first; of those that never yield the last ones."""
    spare = sorted(range(len(chosen)), key=lambda at: (chosen[at].yields, at), reverse=True)
    gone = set(spare[: max(0, len(chosen) - most)])
    return tuple(one for at, one in enumerate(chosen) if at not in gone)
