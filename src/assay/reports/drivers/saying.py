"""What may be said of losing and something at work: an association with interval and n, or why none is."""

from assay.domain.sought import SOUGHT_LIFT, SOUGHT_POWER
from assay.domain.tongue import find_tongue, say, say_counted
from assay.reports.drivers.reading import DriverRow
from assay.reports.wording import write_large_money, write_number


def write_ratio(mid: float | None, low: float | None, high: float | None) -> str:
    """1.4 times (95 % interval 1.2 to 1.6); empty where there is none."""
    if mid is None or low is None or high is None:
        return ""
    ends = {"low": write_times(low), "high": write_times(high)}
    return say("{n} times (95\u00a0% interval {low} to {high})", n=write_times(mid), **ends)


def write_times(value: float) -> str:
    """Two figures that count."""
    return write_number(value, 0 if value >= 10 else 1 if value >= 1 else 2)


def say_driver(row: DriverRow) -> str:
    """The verdict in words, with interval and counts."""
    counts = say(
        "{lost} of {all} lost deals were lost in such weeks; {n} deals followed",
        lost=write_number(row.lost_with),
        all=write_number(row.lost_n),
        n=write_number(row.n),
    )
    ratio = write_ratio(row.ratio, row.ratio_low, row.ratio_high)
    if row.verdict == "associated":
        return say(
            "In weeks in which this was at work, deals were lost {ratio} as often as deals of the same age, stage, "
            "size, segment, half-year and recent buyer activity without it ({counts}). This is an association.",
            ratio=ratio,
            counts=counts,
        )
    if row.verdict == "not_associated":
        return say(
            "No difference worth acting on shows: in weeks with it deals were lost {ratio} as often ({counts}).",
            ratio=ratio,
            counts=counts,
        )
    return f"{_say_hindrance(row, ratio, counts)} {say_more_deals(row.more_needed)}"


def _say_hindrance(row: DriverRow, ratio: str, counts: str) -> str:
    told = {"ratio": ratio, "counts": counts}
    if row.hindrance == "few" or not ratio:
        return say("Not enough to tell: it takes ten lost deals with it and ten without ({counts}).", **told)
    if row.hindrance == "ending":
        ending = write_ratio(row.ending_ratio, row.ending_ratio_low, row.ending_ratio_high)
        return say(
            "Not shown to go with losing: such weeks go with the end of deals, won as well as lost. Lost {ratio} as "
            "often, ended at all {ending} ({counts}).",
            **told,
            ending=ending,
        )
    if row.hindrance == "size":
        return say("A difference shows and is too small to act on: {ratio} as often lost ({counts}).", **told)
    if row.hindrance == "weekly" and row.always_low is not None and row.always_high is not None:
        bounds = {"low": write_times(row.always_low), "high": write_times(row.always_high)}
        return say(
            "Not enough to tell yet: {ratio} as often lost would do for a single look, and this page is looked at "
            "again and again. A bound that holds at every look is {low} to {high} ({counts}).",
            **told,
            **bounds,
        )
    if row.hindrance == "placebo":
        return say(
            "Nothing is claimed: {ratio} as often lost, and beginnings that were other deals' show about the same "
            "({counts}).",
            **told,
        )
    return say(
        "Not enough to tell: {ratio} as often lost; with {asked} questions tried, chance alone gives as much "
        "({counts}).",
        **told,
        asked=write_number(row.asked),
    )


def say_more_deals(more: int | None) -> str:
    """How many more ended deals would be enough for a ratio that is worth acting on."""
    told = {"ratio": find_tongue().number(SOUGHT_LIFT, 1), "power": f"{SOUGHT_POWER * 10:.0f}"}
    if more is None:
        return say("How many more ended deals would be enough is not in sight.")
    if more == 0:
        return say("A ratio of {ratio} would have been told {power} times in 10; a smaller one may be there.", **told)
    return say(
        "With about {deals} a ratio of {ratio} would be told from none {power} times in 10.",
        deals=say_counted("{n} more ended deal", "{n} more ended deals", more),
        **told,
    )


def say_unseen(row: DriverRow) -> str:
    """How strong something unrecorded would have to be, in one sentence; empty where nothing is claimed."""
    if row.verdict != "associated" or row.e_value is None or row.e_value_low is None:
        return ""
    return say(
        "Something that nobody recorded could account for all of this only if it went at least {whole} times with "
        "both this and losing; {least} times would bring the interval to 1.",
        whole=write_number(row.e_value, 1),
        least=write_number(row.e_value_low, 1),
    )


def say_placebo(row: DriverRow) -> str:
    """What beginnings that were other deals' show."""
    ratio = write_ratio(row.placebo_ratio, row.placebo_ratio_low, row.placebo_ratio_high)
    return ratio or say("could not be told")


def say_plain(row: DriverRow) -> str:
    """The ratio without the buyer's recent activity held equal."""
    return write_ratio(row.plain_ratio, row.plain_ratio_low, row.plain_ratio_high) or say("could not be told")


def say_stake(row: DriverRow, currency: str) -> str:
    """Open deals in which it is at work now, and what they are worth."""
    if not row.open_deals:
        return say("none open")
    deals = say_counted("{n} open deal", "{n} open deals", row.open_deals)
    if not row.open_priced or row.open_value is None:
        return deals
    return say(
        "{deals}, {priced} of them worth {value}",
        deals=deals,
        priced=write_number(row.open_priced),
        value=write_large_money(row.open_value, currency),
    )
