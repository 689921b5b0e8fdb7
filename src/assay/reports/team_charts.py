"""The charts of the team page: which numbers, drawn how, said to be about what."""

from collections.abc import Iterable

from assay.domain.interval import Interval
from assay.domain.tongue import say
from assay.reports.charts import Cell, Chart, Numbers, draw_chart, say_deals
from assay.reports.deal_file import Comparison, Run
from assay.reports.drawings import (
    draw_age_curves,
    draw_group_rates,
    draw_outcome_bars,
    draw_quarter_rates,
    draw_signal_shares,
    name_quarter,
)
from assay.reports.team_file import Age, Group, Rate
from assay.reports.wording import OUTCOMES, write_count, write_number, write_share, write_share_range, write_words
from assay.stats.share import share

#: with fewer closed deals Wilson's interval around one half is wider than half of the scale: no rate is printed
FEWEST = 12

_MOST_AGES = 60


def chart_outcomes(rates: Iterable[Rate], cohort: str) -> tuple[Numbers, Chart] | None:
    """Deals by outcome, a bar a quarter of opening or of closing; open deals stand in the quarters of opening."""
    quarters = [rate for rate in rates if rate.cohort == cohort and rate.base == "count" and rate.period != "all"]
    codes = ["won", "lost", "no_decision", "disqualified", "unknown", *(["open"] if cohort == "opening" else [])]
    codes = [code for code in codes if any(getattr(rate, code) for rate in quarters)]
    if not codes:
        return None
    rows = [(rate.period, OUTCOMES[code], int(getattr(rate, code))) for rate in quarters for code in codes]
    numbers = Numbers(f"outcomes-by-{cohort}", {"quarter": "text", "outcome": "word", "deals": "count"}, tuple(rows))
    shown = [OUTCOMES[code] for code in codes]
    total = sum(count for _, _, count in rows)
    is_opening = cohort == "opening"
    by = say("counted, by quarter of opening.") if is_opening else say("counted, by quarter of closing.")
    about = f"{say_deals(total)}, {by}"
    if "open" in codes:
        about += " " + say("Open deals are shown, so that recent quarters do not look worse than they are.")
    alt = say(
        "Bars of deals by {quarter}, each split by outcome; {deals} in {n} quarters.",
        quarter=name_quarter(cohort),
        deals=write_count(total, "deal"),
        n=len(quarters),
    )
    title = say("Outcomes by quarter of opening") if is_opening else say("Outcomes by quarter of closing")
    return numbers, draw_chart(numbers, draw_outcome_bars(cohort, shown), title=title, about=about, alt=alt)


def chart_rates(rates: Iterable[Rate], cohort: str) -> tuple[Numbers, Chart] | None:
    """Win rate by quarter with its interval; a quarter with few closed deals shows the interval alone."""
    found = [rate for rate in rates if rate.cohort == cohort and rate.period != "all"]
    values = {rate.period: rate for rate in found if rate.base == "value"}
    rows: list[tuple[Cell, ...]] = []
    for rate in (rate for rate in found if rate.base == "count" and rate.decided):
        value = values.get(rate.period)
        enough = rate.decided >= FEWEST
        money = (value.rate, value.low, value.high) if value and enough else (None, None, None)
        shown = rate.rate if enough else None
        rows.append((rate.period, rate.won, rate.decided, rate.open, shown, rate.low, rate.high, *money))
    if not rows:
        return None
    columns = {"quarter": "text", "won": "count", "closed": "count", "still_open": "count"}
    columns |= {"rate": "rate", "low": "share", "high": "share"}
    columns |= dict.fromkeys(("rate_by_value", "low_by_value", "high_by_value"), "share")
    numbers = Numbers(f"win-rate-by-{cohort}", columns, tuple(rows))
    closed = sum(int(str(row[2])) for row in rows)
    about = say(
        "n = {n} closed deals, counted: won / (won + lost + no decision), with 95\u00a0% intervals. Quarters with "
        "fewer than {fewest} closed deals show the interval alone.",
        n=write_number(closed),
        fewest=FEWEST,
    )
    is_opening = cohort == "opening"
    if is_opening:
        about += " " + say("A quarter with deals still open (hollow) will move.")
    alt = say(
        "Win rate by {quarter} with intervals, {quarters} quarters, {deals}.",
        quarter=name_quarter(cohort),
        quarters=len(rows),
        deals=write_count(closed, "closed deal"),
    )
    title = say("Win rate by quarter of opening") if is_opening else say("Win rate by quarter of closing")
    return numbers, draw_chart(numbers, draw_quarter_rates(cohort), title=title, about=about, alt=alt)


def chart_ages(ages: tuple[Age, ...]) -> tuple[Numbers, Chart] | None:
    """Shares won and lost by age with their bands, open deals counted for as long as they were seen."""
    if not ages or not ages[0].at_risk:
        return None
    step = max(1, -(-len(ages) // _MOST_AGES))
    kept = [*ages[:-1:step], ages[-1]]
    rows = [(age.age_days, "won", age.won, age.won_low, age.won_high, age.at_risk) for age in kept]
    rows += [(age.age_days, "lost", age.lost, age.lost_low, age.lost_high, age.at_risk) for age in kept]
    columns = {"age_days": "count", "outcome": "word", "share": "share", "low": "share", "high": "share"}
    numbers = Numbers("share-by-age", columns | {"still_open": "count"}, tuple(rows))
    horizon = kept[-1].age_days
    about = say(
        "n = {n} deals, counted, from their opening; lost holds no decision too. Bands are 95\u00a0% intervals.",
        n=write_number(ages[0].at_risk),
    )
    alt = say(
        "Two rising curves: the share of deals won and lost by age up to {days} days, each with a band.", days=horizon
    )
    title, about = say("How deals end with age"), f"{about} {_say_horizon(ages)}"
    return numbers, draw_chart(numbers, draw_age_curves(), title=title, about=about, alt=alt)


def _say_horizon(ages: tuple[Age, ...]) -> str:
    """Both shares at the last age that enough deals were seen at; nothing where there is none."""
    seen = [age for age in ages if age.at_risk >= FEWEST]
    if not seen:
        return say("Fewer than {n} deals: not enough to tell.", n=FEWEST)
    last = seen[-1]
    return say(
        "By day {day}, with {n} deals still seen: {won} won ({won_range}), {lost} lost ({lost_range}).",
        day=write_number(last.age_days),
        n=write_number(last.at_risk),
        won=write_share(last.won),
        won_range=write_share_range(last.won_low, last.won_high),
        lost=write_share(last.lost),
        lost_range=write_share_range(last.lost_low, last.lost_high),
    )


def chart_signals(comparisons: Iterable[Comparison], run: Run) -> tuple[Numbers, Chart] | None:
    """For each signal its share among lost and won deals at the same age and stage, in a fixed order."""
    rows: list[tuple[Cell, ...]] = []
    for one in comparisons:
        title = run.signals[one.signal].title if one.signal in run.signals else one.signal
        if one.lost_share is not None and one.won_share is not None:
            lost = one.lost_share if one.lost_n >= FEWEST else None
            won = one.won_share if one.won_n >= FEWEST else None
            rows.append((title, "lost", lost, one.lost_share_low, one.lost_share_high, one.lost_n))
            rows.append((title, "won", won, one.won_share_low, one.won_share_high, one.won_n))
    if not rows:
        return None
    # no counts of hits beside these shares: a share is averaged over ages and stages, and no count divides into it
    columns = {"signal": "word", "outcome": "word", "share_at_same_age_and_stage": "rate"}
    numbers = Numbers("signals", columns | {"low": "share", "high": "share", "deals_compared": "count"}, tuple(rows))
    titles = list(dict.fromkeys(str(row[0]) for row in rows))
    about = say(
        "{answered} of {asked} signals were answered on both sides; each row of the numbers has its n. "
        "A share is averaged over the ages and stages at which both lost and won deals were seen, these weighing alike "
        "on either side; so it is no count of deals over all deals. Lines are 95\u00a0% intervals; in a fixed order. "
        "Fewer than {fewest} deals on a side show the interval alone.",
        answered=len(titles),
        asked=len(run.signals),
        fewest=FEWEST,
    )
    alt = say("For each signal two points with intervals: its share among lost and among won deals.")
    title = say("Each signal among lost and won deals")
    return numbers, draw_chart(numbers, draw_signal_shares(titles), title=title, about=about, alt=alt)


def chart_groups(groups: Iterable[Group], field: str) -> tuple[Numbers, Chart] | None:
    """Win rate by the values of a field, the most frequent value first; small groups show the interval alone."""
    rows: list[tuple[Cell, ...]] = []
    for group in groups:
        interval = share(group.won, group.decided)
        bounds = (interval.low, interval.high) if interval else (None, None)
        rate = interval.mid if interval and group.decided >= FEWEST else None
        rows.append((group.value, group.won, group.decided, group.open, rate, *bounds, group.won_value))
    if not any(row[2] for row in rows):
        return None
    columns = {"value": "text", "won": "count", "closed": "count", "still_open": "count"}
    columns |= {"rate": "rate", "low": "share", "high": "share", "value_won": "money"}
    numbers = Numbers("win-rate-by-field", columns, tuple(rows))
    order = [str(row[0]) for row in rows]
    closed = sum(int(str(row[2])) for row in rows)
    about = say(
        "n = {n} closed deals, counted, by what the record holds now in {field}. 95\u00a0% intervals; with fewer than "
        "{fewest} closed deals: not enough to tell, the interval alone.",
        n=write_number(closed),
        field=write_words(field),
        fewest=FEWEST,
    )
    alt = say("Win rate with interval for each value of {field}, {n} values.", field=write_words(field), n=len(rows))
    title = say("Win rate by {field}", field=write_words(field))
    return numbers, draw_chart(numbers, draw_group_rates(order, field), title=title, about=about, alt=alt)


def rate_of(rate: Rate) -> Interval | None:
    """The rate as an interval; None where there is none."""
    if rate.rate is None or rate.low is None or rate.high is None:
        return None
    return Interval(rate.low, rate.rate, rate.high, rate.decided)
