"""What came before losses, weighed anew only when enough deals have changed.

Weighing takes every week of every deal, however few of them changed since the last run. What was found stands until
one deal in twenty has, by imports or by an undo, with the day on which it was found; it never rests on more than was
known on the day that is asked about.
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

#: below so many deals it costs little, and each deal tells much
FEW = 2_000

#: weighed again when so large a share of the deals has changed
CHANGED = 0.05


@dataclass(frozen=True)
class Weighed:
    """What was found of each event.

    as_of: the moment of the run that found it.  changed: deals that were new or had changed in the runs since; one that
    changed twice counts twice.
    """

    as_of: int
    changed: int
    found: tuple[Preceding, ...]


def weigh_or_keep(gathering: Gathering, clock: Clock, kept: Mapping[str, Any], changed: int, *, renew: bool) -> Weighed:
    """What `kept` tells as far as it still stands, otherwise what is found now. Needs run_moment in the engine.

    changed: deals that are new or have changed since the last run: all of them, where the way in which they are read
    did.
    """
    ((deals,),) = gathering.rows("SELECT count(*) FROM run_moment")
    if renew or not _stands(kept, clock.as_of, int(deals), changed):
        return Weighed(clock.as_of, 0, tuple(weigh_events(gathering, clock)))
    return Weighed(kept["as_of"], kept["changed"] + changed, tuple(_read(told) for told in kept["found"]))


def write_weighed(weighed: Weighed) -> dict[str, Any]:
    """What JSON keeps of it for the next run."""
    return {"method": METHOD, **asdict(weighed)}


def _stands(kept: Mapping[str, Any], as_of: int, deals: int, changed: int) -> bool:
    if kept.get("method") != METHOD or [told["event"] for told in kept["found"]] != [event.name for event in EVENTS]:
        return False
    return deals >= FEW and kept["as_of"] <= as_of and kept["changed"] + changed < CHANGED * deals


def _read(told: Mapping[str, Any]) -> Preceding:
    spreads = {name: _read_interval(told[name]) for name in ("hazard", "plain", "placebo")}
    shares = Shares(*(_read_interval(told["shares"][side]) for side in ("lost", "won")))
    sides = {name: _read_interval(told["matched"][name]) for name in ("lost_with", "lost_without", "lift")}
    matched = Matched(**{**told["matched"], **sides})
    return Preceding(**{**told, **spreads, "shares": shares, "matched": matched, "gaps": tuple(told["gaps"])})


def _read_interval(told: Mapping[str, Any] | None) -> Interval | None:
    return Interval(**told) if told else None
