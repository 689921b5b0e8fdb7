"""The page of what goes with losing: drivers and signals ranked by what is shown, each with its interval and n."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from assay.domain.tongue import say
from assay.reports.drivers.reading import DriverRow
from assay.reports.drivers.saying import say_driver, say_placebo, say_plain, say_stake, say_unseen, write_ratio
from assay.reports.wording import write_number

#: how a line stands: shown first what goes with losing
STANDS = ("losing", "less", "none", "open")


@dataclass(frozen=True)
class DriverLine:
    """One signal or driver."""

    kind: Annotated[str, "signal or driver"]
    name: Annotated[str, "its name or code"]
    title: Annotated[str, "as a person reads it"]
    stands: Annotated[str, "losing, less, none or open"]
    word: Annotated[str, "what can be said, in a word or two"]
    sentence: Annotated[str, "the verdict, with interval and counts"]
    ratio: Annotated[str, "how many times as often lost, with its interval; empty where it cannot be told"]
    plain: Annotated[str, "the same without recent activity held equal"]
    placebo: Annotated[str, "the same of beginnings that were other deals'"]
    unseen: Annotated[str, "how strong something unrecorded would have to be; empty where nothing is claimed"]
    stake: Annotated[str, "open deals in which it is at work, and their value"]
    q: Annotated[str, "allowing for all that was tried"]


@dataclass(frozen=True)
class DriversPage:
    """Lines by kind. lead: what is shown in all.  tried: how many questions it allows for."""

    lead: str
    tried: str
    drivers: tuple[DriverLine, ...]
    signals: tuple[DriverLine, ...]


def build_drivers_page(rows: Iterable[DriverRow], titles: Mapping[str, str], currency: str) -> DriversPage:
    """titles: of each signal and driver by its name; others are shown by their name."""
    found = sorted(rows, key=rank_row)
    lines = [_make_line(row, titles.get(row.name, row.name), currency) for row in found]
    return DriversPage(
        lead=_say_lead(found),
        tried=_say_tried(found),
        drivers=tuple(line for line in lines if line.kind == "driver"),
        signals=tuple(line for line in lines if line.kind == "signal"),
    )


def rank_row(row: DriverRow) -> tuple[int, float, str]:
    """What is shown to go with losing first, by the lower end of its interval; the rest by name."""
    stands = STANDS.index(name_standing(row))
    return stands, -(row.ratio_low or 0.0) if stands == 0 else 0.0, row.name


def name_standing(row: DriverRow) -> str:
    """One of STANDS."""
    if row.verdict == "associated":
        return "losing" if (row.ratio or 0.0) > 1 else "less"
    return "none" if row.verdict == "not_associated" else "open"


def blur_row(row: DriverRow, floor: int) -> DriverRow:
    """The row without what rests on fewer than `floor` deals."""
    if min(row.lost_with, row.lost_n - row.lost_with) < floor:
        row = replace(
            row,
            deals=0,
            lost_with=0,
            ratio=None,
            plain_ratio=None,
            placebo_ratio=None,
            q=None,
            verdict="not_enough",
            hindrance="few",
        )
    if row.open_priced < floor:
        row = replace(row, open_priced=0, open_value=None)
    return replace(row, open_deals=0) if row.open_deals < floor else row


def _make_line(row: DriverRow, title: str, currency: str) -> DriverLine:
    stands = name_standing(row)
    words = {
        "losing": say("goes with losing"),
        "less": say("goes with losing less often"),
        "none": say("no difference shows"),
        "open": say("not enough to tell"),
    }
    return DriverLine(
        kind=row.kind,
        name=row.name,
        title=title,
        stands=stands,
        word=words[stands],
        sentence=say_driver(row),
        ratio=write_ratio(row.ratio, row.ratio_low, row.ratio_high),
        plain=say_plain(row),
        placebo=say_placebo(row),
        unseen=say_unseen(row),
        stake=say_stake(row, currency),
        q="" if row.q is None else f"{row.q:.2g}",
    )


def _say_lead(rows: list[DriverRow]) -> str:
    shown = sum(name_standing(row) == "losing" for row in rows)
    if not rows:
        return say("Nothing could be asked yet: it takes deals that were won and deals that were lost.")
    told = {"shown": write_number(shown), "all": write_number(len(rows))}
    if not shown:
        return say("Of {all} signals and drivers none is shown to go with losing. That is an answer.", **told)
    return say("Of {all} signals and drivers {shown} are shown to go with losing. These are associations.", **told)


def _say_tried(rows: list[DriverRow]) -> str:
    asked = max((row.asked for row in rows), default=0)
    return say(
        "{asked} questions were tried in all: signals and drivers week by week, signals at equal ages, and events. "
        "q allows for every one of them.",
        asked=write_number(asked),
    )
