"""The pictures of what came before losses: each event with its placebo beside it, and how long before."""

from collections.abc import Iterable

from assay.domain.happening import HAPPENINGS
from assay.domain.tongue import say
from assay.reports.before_file import Before
from assay.reports.charts import Cell, Chart, Numbers, draw_chart
from assay.reports.drawings import PLACEBO_SIDES, draw_gaps, draw_hazards
from assay.reports.wording import write_number

#: with fewer deals lost in the weeks after, the interval is drawn alone: the verdict asks for as many
FEWEST = 10


def chart_hazards(found: Iterable[Before]) -> tuple[Numbers, Chart] | None:
    """The hazard ratio of each event with its interval, and the same of dates that are other deals'."""
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        title = HAPPENINGS[one.event].title
        for side, mid, low, high in (
            (PLACEBO_SIDES[0], one.hazard, one.hazard_low, one.hazard_high),
            (PLACEBO_SIDES[1], one.placebo_hazard, one.placebo_hazard_low, one.placebo_hazard_high),
        ):
            if mid is not None:
                shown = mid if one.lost_after >= FEWEST else None
                rows.append((title, side, shown, low, high, one.lost_after, one.lost_n))
    if not rows:
        return None
    columns = {"event": "word", "date_of": "word", "hazard_ratio": "ratio", "low": "ratio", "high": "ratio"}
    columns |= {"lost_in_the_weeks_after": "count", "lost_deals": "count"}
    numbers = Numbers("before-the-loss", columns, tuple(rows))
    titles = list(dict.fromkeys(str(row[0]) for row in rows))
    about = say(
        "How many times as often deals were lost in the weeks after, at equal age, stage, size, half-year and recent "
        "activity. Lines are 95\u00a0% intervals; where fewer than {fewest} deals were lost in those weeks they stand "
        "alone. Where other deals' dates show the same, nothing is claimed.",
        fewest=FEWEST,
    )
    alt = say("For each of {n} events a ratio with its interval, and below it that of a placebo.", n=len(titles))
    title = say("Lost in the weeks after, and a placebo beside it")
    return numbers, draw_chart(numbers, draw_hazards(titles), title=title, about=about, alt=alt)


def chart_gaps(found: Iterable[Before]) -> tuple[Numbers, Chart] | None:
    """Days from each event to the end of the lost deals that it happened to."""
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        if one.gap_p50 is not None and one.lost_with >= FEWEST:
            days = (one.gap_p10, one.gap_p25, one.gap_p50, one.gap_p75, one.gap_p90)
            rows.append((HAPPENINGS[one.event].title, *days, one.lost_with))
    if not rows:
        return None
    columns = {"event": "word"} | dict.fromkeys(
        ("days_10_percent", "days_25_percent", "days_median", "days_75_percent", "days_90_percent"), "count"
    )
    numbers = Numbers("days-before-the-loss", columns | {"lost_deals": "count"}, tuple(rows))
    titles = [str(row[0]) for row in rows]
    deals = sum(int(str(row[-1])) for row in rows)
    about = say(
        "n = {n} pairs of an event and a lost deal that it happened to. The dot is the median; half of the "
        "deals lie on the thick line, 8 in 10 on the thin one. A description, since every deal ends some "
        "days after whatever happened to it.",
        n=write_number(deals),
    )
    alt = say("For each of {n} events the spread of days from it to the end of the deal.", n=len(titles))
    title = say("Days from the event to the end")
    return numbers, draw_chart(numbers, draw_gaps(titles), title=title, about=about, alt=alt)
