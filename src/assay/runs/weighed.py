"""What came before losses, weighed anew only when enough more deals have ended.

Weighing takes every week of every deal, however few of them changed since the last run. What was found stands until
then, with the day on which it was found; it never rests on more than was known on the day that is asked about.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assay.domain.interval import Interval
from assay.runs.clock import Clock
from assay.runs.dated_events import EVENTS
from assay.runs.event_matching import Matched, Shares
from assay.runs.gathering import Gathering
from assay.runs.preceding import Preceding, weigh_events

#: goes up when events are weighed in another way
METHOD = 1

#: below so many ended deals it costs little, and each deal tells much
FEW = 2_000

#: weighed again when so many times as many deals have ended
GROWN = 1.05


@dataclass(frozen=True)
class Weighed:
    """What was found of each event.  as_of, ended: the moment of the run that found it, and the deals ended by then."""

    as_of: int
    ended: int
    found: tuple[Preceding, ...]


def weigh_or_keep(gathering: Gathering, clock: Clock, world: str, kept: Mapping[str, Any], *, renew: bool) -> Weighed:
    """What `kept` tells as far as it still stands, otherwise what is found now.

    world: what else decides, such as the currency; another one has it weighed anew. Needs run_moment in the engine.
    """
    ((ended,),) = gathering.rows("SELECT count(*) FROM run_moment WHERE outcome <> 'open'")
    if not renew and _stands(kept, clock.as_of, int(ended), world):
        return Weighed(kept["as_of"], kept["ended"], tuple(_read(told) for told in kept["found"]))
    return Weighed(clock.as_of, int(ended), tuple(weigh_events(gathering, clock)))


def write_weighed(weighed: Weighed, world: str) -> dict[str, Any]:
    """What JSON keeps of it for the next run."""
    return {"method": METHOD, "world": world, **asdict(weighed)}


def _stands(kept: Mapping[str, Any], as_of: int, ended: int, world: str) -> bool:
    if not kept or (kept["method"], kept["world"]) != (METHOD, world):
        return False
    is_known = kept["as_of"] <= as_of
    is_near = kept["ended"] <= ended < GROWN * kept["ended"]
    return (
        is_known and is_near and ended >= FEW and [told["event"] for told in kept["found"]] == [e.name for e in EVENTS]
    )


def _read(told: Mapping[str, Any]) -> Preceding:
    spreads = {name: _read_interval(told[name]) for name in ("hazard", "plain", "placebo")}
    shares = Shares(*(_read_interval(told["shares"][side]) for side in ("lost", "won")))
    sides = {name: _read_interval(told["matched"][name]) for name in ("lost_with", "lost_without", "lift")}
    matched = Matched(**{**told["matched"], **sides})
    return Preceding(**{**told, **spreads, "shares": shares, "matched": matched, "gaps": tuple(told["gaps"])})


def _read_interval(told: Mapping[str, Any] | None) -> Interval | None:
    return Interval(**told) if told else None
