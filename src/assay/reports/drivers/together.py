"""The page of what goes together: pairs of drivers beyond chance, and combinations of them that go with losing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from assay.domain.tongue import mark, say, say_counted
from assay.reports.charts import Cell, Chart, Numbers, draw_chart
from assay.reports.drawings import GREY, LOST, WON, Spec
from assay.reports.drivers.reading import CombinationRow, PairRow
from assay.reports.drivers.saying import say_more_deals, write_ratio
from assay.reports.wording import write_list, write_number, write_share, write_share_range

#: a map of more drivers cannot be read
MOST_ON_MAP = 12

_SHOWN = ("together", "apart")

_HOW = {
    "together": mark("more often than by chance"),
    "apart": mark("less often than by chance"),
    "not_shown": mark("not shown"),
}


@dataclass(frozen=True)
class PairLine:
    """A pair that is shown."""

    codes: Annotated[tuple[str, str], "its drivers"]
    titles: Annotated[tuple[str, str], "their names"]
    sentence: Annotated[str, "how much more often than by chance, with interval and counts"]


@dataclass(frozen=True)
class CombinationLine:
    """A combination of drivers, beside deals with some of them."""

    codes: Annotated[tuple[str, ...], "its drivers"]
    title: Annotated[str, "their names"]
    verdict: Annotated[str, "associated, not_associated or not_enough"]
    word: Annotated[str, "what can be said"]
    sentence: Annotated[str, "the verdict, with intervals and counts"]
    all_lost: Annotated[str, "share lost with all of them, interval and n"]
    some_lost: Annotated[str, "share lost with some of them, interval and n"]
    ratio: Annotated[str, "the first over the second, with its interval"]


@dataclass(frozen=True)
class TogetherPage:
    """lead, tried: what is shown in all, and of how much.  pairs: those shown.  combinations: all asked about."""

    lead: str
    tried: str
    pairs: tuple[PairLine, ...]
    combinations: tuple[CombinationLine, ...]


def build_together_page(
    pairs: Iterable[PairRow], combinations: Iterable[CombinationRow], titles: Mapping[str, str]
) -> TogetherPage:
    """titles: of drivers by code."""
    looked, asked = list(pairs), sorted(combinations, key=_rank)
    shown = sorted((row for row in looked if row.verdict in _SHOWN), key=lambda row: (-row.lift_low, row.first))
    return TogetherPage(
        lead=_say_lead(looked, len(shown)),
        tried=_say_tried(looked, asked),
        pairs=tuple(_make_pair(row, titles) for row in shown),
        combinations=tuple(_make_combination(row, titles) for row in asked),
    )


def chart_map(pairs: Iterable[PairRow], titles: Mapping[str, str]) -> tuple[Numbers, Chart] | None:
    """Every two drivers that were looked at, of those that go with another: a mark by deals and by lift."""
    rows = list(pairs)
    if not rows:
        return None
    order = _order_drivers(rows)
    number = {code: place + 1 for place, code in enumerate(order)}
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        if row.first in number and row.second in number:
            above, left = sorted((row.first, row.second), key=lambda code: number[code])
            lift = (row.lift, row.lift_low, row.lift_high)
            named = (_number_name(left, number, titles), f"{number[above]}", _number_name(above, number, titles))
            cells.append((*named, _HOW[row.verdict], round(row.deals, 1), round(row.by_chance, 1), *lift, row.n))
    columns = {"driver": "text", "column": "text", "with_driver": "text", "together": "word"}
    columns |= {"deals_with_both": "count", "deals_by_chance": "count", "lift": "ratio", "low": "ratio"}
    numbers = Numbers("drivers-together", columns | {"high": "ratio", "lost_deals": "count"}, tuple(cells))
    names = [_number_name(code, number, titles) for code in order]
    about = say(
        "n = {n} lost deals. Each mark stands for two drivers: the one of its row, and the one with the "
        "number of its column. The larger, the more deals with both, as expected from the probabilities of the "
        "reasons; a full mark where the lift differs from 1, allowing for all pairs. Its label is the lift: deals with "
        "both over those to expect by chance among deals of like length.",
        n=write_number(rows[0].n),
    )
    alt = say("A map of {n} drivers, two by two, with {marks} marks.", n=len(order), marks=len(cells))
    return numbers, draw_chart(numbers, _draw_map(names), title=say("What goes together"), about=about, alt=alt)


def list_combination_numbers(combinations: Iterable[CombinationRow], titles: Mapping[str, str]) -> Numbers:
    """The table of combinations as CSV."""
    columns = {"drivers": "text", "deals": "count", "low": "count", "high": "count", "by_chance": "count"}
    columns |= {"lost_with_all": "rate", "all_low": "share", "all_high": "share", "all_deals": "count"}
    columns |= {"lost_with_some": "rate", "some_low": "share", "some_high": "share", "some_deals": "count"}
    columns |= {"ratio": "ratio", "ratio_low": "ratio", "ratio_high": "ratio", "q": "ratio", "verdict": "text"}
    rows = tuple(
        (
            _name_all(row, titles),
            *(row.deals, row.deals_low, row.deals_high, row.by_chance),
            *(row.all_lost, row.all_lost_low, row.all_lost_high, row.all_n),
            *(row.some_lost, row.some_lost_low, row.some_lost_high, row.some_n),
            *(row.ratio, row.ratio_low, row.ratio_high, row.q, row.verdict),
        )
        for row in sorted(combinations, key=_rank)
    )
    return Numbers("combinations", columns, rows)


def _order_drivers(rows: list[PairRow]) -> list[str]:
    """Those that go with another, those in most deals first; where none does, those in most deals."""
    shown = [row for row in rows if row.verdict in _SHOWN]
    deals: dict[str, float] = {}
    for row in shown or rows:
        deals[row.first], deals[row.second] = row.first_deals, row.second_deals
    return sorted(deals, key=lambda code: (-deals[code], code))[:MOST_ON_MAP]


def _number_name(code: str, number: Mapping[str, int], titles: Mapping[str, str]) -> str:
    return f"{number[code]} {titles.get(code, code)}"


def _draw_map(names: list[str]) -> Spec:
    columns = [str(place + 1) for place in range(len(names) - 1)]
    kinds = [_HOW["together"], _HOW["apart"], _HOW["not_shown"]]
    x: Spec = {"field": "column", "type": "ordinal", "sort": columns, "title": None}
    x["axis"] = {"orient": "top", "labelAngle": 0, "domain": False, "ticks": False}
    y: Spec = {"field": "driver", "type": "ordinal", "sort": names, "title": None}
    # the first has no mark in its row, and is named there all the same
    y["scale"] = {"domain": names}
    y["axis"] = {"domain": False, "ticks": False, "labelLimit": 150, "labelColor": "#1c2730"}
    # one under the other: side by side the last would be cut off
    colour: Spec = {"field": "together", "scale": {"domain": kinds, "range": [LOST, WON, GREY]}}
    colour["legend"] = {"columns": 1}
    size = {"field": "deals_with_both", "type": "quantitative", "legend": None, "scale": {"range": [20, 420]}}
    return {
        "height": {"step": 34},
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "transform": [{"filter": "datum.together == 'not shown'"}],
                "mark": {"type": "point", "filled": False, "opacity": 0.7},
                "encoding": {"color": colour, "size": size},
            },
            {
                "transform": [{"filter": "datum.together != 'not shown'"}],
                "mark": {"type": "point", "filled": True, "opacity": 0.9},
                "encoding": {
                    "color": colour,
                    "size": size,
                    "shape": {
                        "field": "together",
                        "legend": None,
                        "scale": {"domain": kinds, "range": ["circle", "square", "circle"]},
                    },
                },
            },
            {
                "transform": [{"filter": "datum.together != 'not shown'"}],
                "mark": {"type": "text", "dy": 15, "fontSize": 10, "color": "#1c2730"},
                "encoding": {"text": {"field": "lift", "format": ".1f"}},
            },
        ],
    }


def _rank(row: CombinationRow) -> tuple[int, float, str]:
    stands = {"associated": 0, "not_enough": 1, "not_associated": 2}[row.verdict]
    return stands, -(row.ratio_low or 0.0), row.drivers


def _name_all(row: CombinationRow, titles: Mapping[str, str]) -> str:
    return write_list([titles.get(code, code) for code in row.codes])


def _make_pair(row: PairRow, titles: Mapping[str, str]) -> PairLine:
    first, second = titles.get(row.first, row.first), titles.get(row.second, row.second)
    told = {
        "deals": write_number(row.deals, 0 if row.deals >= 10 else 1),
        "chance": write_number(row.by_chance, 0 if row.by_chance >= 10 else 1),
        "n": write_number(row.n),
        "lift": write_ratio(row.lift, row.lift_low, row.lift_high),
    }
    sentence = say("Both in about {deals} of {n} lost deals, {chance} to expect by chance: {lift} as often.", **told)
    return PairLine((row.first, row.second), (first, second), sentence)


def _make_combination(row: CombinationRow, titles: Mapping[str, str]) -> CombinationLine:
    words = {
        "associated": say("lost more often together") if (row.ratio or 0) > 1 else say("lost less often together"),
        "not_associated": say("no difference shows"),
        "not_enough": say("not enough to tell"),
    }
    return CombinationLine(
        codes=row.codes,
        title=_name_all(row, titles),
        verdict=row.verdict,
        word=words[row.verdict],
        sentence=_say_combination(row),
        all_lost=_write_share(row.all_lost, row.all_lost_low, row.all_lost_high, row.all_n),
        some_lost=_write_share(row.some_lost, row.some_lost_low, row.some_lost_high, row.some_n),
        ratio=write_ratio(row.ratio, row.ratio_low, row.ratio_high),
    )


def _say_combination(row: CombinationRow) -> str:
    if row.ratio is None:
        nothing = say("Not enough to tell: at no age were there deals of both kinds.")
        return f"{nothing} {say_more_deals(row.more_needed)}"
    told = {
        "ratio": write_ratio(row.ratio, row.ratio_low, row.ratio_high),
        "all": write_number(row.all_n),
        "some": write_number(row.some_n),
    }
    if row.verdict == "associated":
        return say(
            "Deals with all of them at work were lost in the end {ratio} as often as deals of the same age, stage and "
            "half-year with some of them ({all} and {some} deals). This is an association.",
            **told,
        )
    if row.verdict == "not_associated":
        return say("No difference worth acting on shows: {ratio} as often ({all} and {some} deals).", **told)
    text = say("Not enough to tell: {ratio} as often lost ({all} and {some} deals).", **told)
    return f"{text} {say_more_deals(row.more_needed)}"


def _write_share(mid: float | None, low: float | None, high: float | None, n: int) -> str:
    if mid is None:
        return "–"
    return say("{share} ({range}, n = {n})", share=write_share(mid), range=write_share_range(low, high), n=f"{n:,}")


def _say_lead(pairs: list[PairRow], shown: int) -> str:
    if not pairs:
        return say("Not enough to tell what goes together: it takes lost deals with more than one reason each.")
    told = {"n": write_number(pairs[0].n), "shown": write_number(shown), "all": write_number(len(pairs))}
    asked = max(row.asked for row in pairs)
    if len(pairs) < asked:
        others = say("The others are in too few lost deals to be shown to you.")
        return f"{_say_lead_of_some(shown, told | {'asked': write_number(asked)})} {others}"
    if not shown:
        return say("In {n} lost deals no two drivers are shown to go together, of {all} pairs looked at.", **told)
    return say("In {n} lost deals {shown} of {all} pairs of drivers differ from what chance would give.", **told)


def _say_lead_of_some(shown: int, told: dict[str, str]) -> str:
    """Where the reader is shown some of the pairs that were tried."""
    if not shown:
        return say(
            "In {n} lost deals {asked} pairs of drivers were tried. {all} of them can be shown to you, and none of "
            "these is shown to go together.",
            **told,
        )
    return say(
        "In {n} lost deals {asked} pairs of drivers were tried. {all} of them can be shown to you. Different from what "
        "chance would give, of these: {shown}.",
        **told,
    )


def _say_tried(pairs: list[PairRow], combinations: list[CombinationRow]) -> str:
    asked = max((row.asked for row in combinations), default=0)
    said = say(
        "{pairs} pairs and {sets} combinations were tried; q allows for all of a kind. A pair's interval is "
        "drawn towards 1 by as much as it is uncertain, {least} deals expected at least.",
        pairs=write_number(max((row.asked for row in pairs), default=0)),
        sets=write_number(asked),
        least=5,
    )
    untried = sum(row.q is None for row in combinations)
    if not untried:
        return said
    nothing = say_counted(
        "{n} combination more is listed and could not be tried: at no age were there deals enough of both kinds.",
        "{n} combinations more are listed and could not be tried: at no age were there deals enough of both kinds.",
        untried,
    )
    return f"{said} {nothing}"
