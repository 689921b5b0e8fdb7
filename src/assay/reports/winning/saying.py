"""The sentences about winning: never a point with a spread, always what became of deals that were told the same."""

from collections.abc import Mapping

from assay.domain.seniority import WORDS
from assay.domain.tongue import mark, mark_counted, say, say_counted, translate
from assay.reports.winning.rows import Chance, Leak, Part, Way
from assay.reports.wording import write_count, write_money, write_number, write_share, write_share_range

_TIE = "\u00a0"


def say_chance(chance: Chance) -> str:
    """One line of a deal: its band and what became of deals in it; or why none is given."""
    if chance.p is None:
        return say("not enough to tell: {why}", why=say_abstains(chance.abstains))
    return say_band(chance)


def say_band(chance: Chance) -> str:
    """Of deals scored so, how many were won."""
    if chance.band_low is None or chance.band_high is None or chance.band_rate is None:
        return say("no deal was scored so before")
    return say(
        "Of deals scored {low}–{high} {when}, {rate} were won ({range}, n = {n})",
        low=f"{chance.band_low * 100:.0f}",
        high=f"{chance.band_high * 100:.0f}{_TIE}%",
        when=say_counted("last quarter", "in the last {n} quarters", chance.quarters),
        rate=write_share(chance.band_rate),
        range=write_share_range(chance.band_rate_low, chance.band_rate_high),
        n=write_number(chance.band_deals or 0),
    )


def say_abstains(verdict: str) -> str:
    """Why no probability is given."""
    told = {
        "too_few_learnt": say("too few deals have ended to learn from"),
        "too_few_tested": say("too few later deals have ended to see whether a probability keeps its word"),
        "no_better": say("on later deals a score proved no better than the share that is won anyway"),
    }
    return told.get(verdict, say("it was not worked out"))


def say_part(part: Part, currency: str, drivers: dict[str, str]) -> str:
    """One reason for or against, as the record had it. drivers: code -> title."""
    name, value = part.column, part.value
    kind, _, own = name.partition(":")
    if kind == "field":
        return say("{field}: {value}", field=own, value=say("empty") if value is None else value)
    if kind == "named":
        return say_counted(
            "“{driver}” came up {n} time",
            "“{driver}” came up {n} times",
            _whole(value),
            driver=drivers.get(own, own.replace("_", " ")),
        )
    if value is None:
        return say("{column} not recorded", column=name_column(name))
    if isinstance(value, str):
        return say("in stage {stage}", stage=value) if name == "stage" else f"{name_column(name)}: {value}"
    return _say_number(name, value, currency)


def _whole(value: float | str | None) -> int:
    return round(value) if isinstance(value, (int, float)) else 0


def _say_number(name: str, value: float, currency: str) -> str:
    n = round(value)
    if name == "amount":
        return say("amount {money}", money=write_money(n, currency))
    if name == "days_to_close":
        if n >= 0:
            return say_counted("stated close date in {n} day", "stated close date in {n} days", n)
        return say_counted("stated close date {n} day ago", "stated close date {n} days ago", -n)
    if name == "seniority":
        return say("highest buyer met: {rank}", rank=translate(WORDS[min(max(n, 0), len(WORDS) - 1)]))
    if name == "pace":
        return say("{n} words of the buyer a week since the opening", n=write_number(value, 1))
    if name == "silence_in_pace":
        return say("a silence in which {n} words would be usual here", n=write_number(value, 1))
    one, many = _COUNTED.get(name, mark_counted("{column}: {n}", "{column}: {n}"))
    return say_counted(one, many, n, column=name_column(name))


_COUNTED = {
    "age_days": mark_counted("open for {n} day", "open for {n} days"),
    "words_month": mark_counted(
        "{n} word of the buyer in the last 30 days", "{n} words of the buyer in the last 30 days"
    ),
    "words_before": mark_counted(
        "{n} word of the buyer in the 30 days before", "{n} words of the buyer in the 30 days before"
    ),
    "days_silent": mark_counted("{n} day since the buyer's last word", "{n} days since the buyer's last word"),
    "inbound_month": mark_counted(
        "{n} message of theirs in the last 30 days", "{n} messages of theirs in the last 30 days"
    ),
    "ours_month": mark_counted("{n} message of ours in the last 30 days", "{n} messages of ours in the last 30 days"),
    "talks_month": mark_counted("{n} conversation in the last 30 days", "{n} conversations in the last 30 days"),
    "talks": mark_counted("{n} conversation so far", "{n} conversations so far"),
    "buyers": mark_counted("{n} buyer has taken part", "{n} buyers have taken part"),
    "buyers_month": mark_counted("{n} buyer took part in the last 30 days", "{n} buyers took part in the last 30 days"),
    "rivals": mark_counted("{n} competitor named", "{n} competitors named"),
    "stage_days": mark_counted("in its stage for {n} day", "in its stage for {n} days"),
    "steps": mark_counted("{n} change of stage", "{n} changes of stage"),
    "amount_changes": mark_counted("amount changed {n} time", "amount changed {n} times"),
    "pushes": mark_counted("close date pushed {n} time", "close date pushed {n} times"),
}

_NAMES = {
    "seniority": mark("highest rank met"),
    "days_to_close": mark("stated close date"),
    "stage_days": mark("day of the stage"),
    "pace": mark("words of the buyer a week"),
    "silence_in_pace": mark("silence beside the deal's own pace"),
    "words_month": mark("words of the buyer, last 30 days"),
    "words_before": mark("words of the buyer, 30 days before"),
    "inbound_month": mark("messages of the buyer, last 30 days"),
    "ours_month": mark("our messages, last 30 days"),
    "talks_month": mark("conversations, last 30 days"),
    "buyers_month": mark("buyers taking part, last 30 days"),
    "rivals": mark("competitors named"),
    "steps": mark("changes of stage"),
    "age_days": mark("age"),
}


#: columns that are called as they are written
_PLAIN = (
    *(mark("amount"), mark("amount changes"), mark("buyers"), mark("close date stated"), mark("closed at")),
    *(mark("closed at basis"), mark("closed at stated"), mark("closed in batch"), mark("currency")),
    *(mark("days silent"), mark("deal type"), mark("discount"), mark("forecast category"), mark("outcome")),
    mark("loss reason stated"),
    *(mark("outcome stated"), mark("probability"), mark("product"), mark("pushes"), mark("segment")),
    *(mark("source channel"), mark("stage"), mark("talks"), mark("win reason stated")),
)


def name_column(name: str, drivers: Mapping[str, str] | None = None) -> str:
    """The column as a person says it. drivers: code -> title."""
    kind, _, own = name.partition(":")
    if kind == "field":
        return own
    if kind == "named":
        return say("“{driver}” named", driver=(drivers or {}).get(own, own.replace("_", " ")))
    return translate(_NAMES.get(name, name.replace("_", " ")))


_MODELS = {
    "boosted": mark("Our score (boosted steps)"),
    "logistic": mark("Our score (logistic)"),
    "base_rate": mark("The share won so far, for every deal"),
    "stage_rate": mark("The share won so far in the same stage"),
    "stated": mark("The probability stated in the CRM"),
    "naive_bayes": mark("Naive Bayes on final values, as Odoo counts"),
}


def name_model(way: Way) -> str:
    """The way of telling as a person says it."""
    named = translate(_MODELS[way.model])
    return say("{model}, for comparison", model=named) if way.verdict == "challenger" else named


def say_need(way: Way | None) -> str:
    """With how many more ended deals a probability could be given."""
    if way is None:
        return ""
    if way.more_needed:
        return say_counted(
            "About {n} more ended deal would be enough to tell.",
            "About {n} more ended deals would be enough to tell.",
            way.more_needed,
        )
    return say("How many more deals it would take is not in sight.") if way.verdict == "no_better" else ""


def say_tried(way: Way) -> str:
    """On what the comparison rests."""
    return say(
        "Each was learnt from deals that had ended before, and tried on {tested} deals whose end came later "
        "({rows} snapshots, a month apart; {still} snapshots of deals still open count through those that ended after "
        "as long). A snapshot is learnt from once it was followed for {days} days.",
        tested=write_number(way.tested_deals),
        rows=write_number(way.tested_rows),
        still=write_number(way.open_rows),
        days=way.maturity_days,
    )


def say_leak(leak: Leak) -> str:
    """Why a field was shut out."""
    if leak.verdict == "by_meaning":
        return say("tells the end by what it means")
    if leak.verdict == "too_good":
        return say(
            "alone it orders later deals with an AUC of {auc}: more than any reading of an open deal can",
            auc=write_number(leak.auc or 0, 2),
        )
    if leak.after_end is not None and leak.after_end >= 0.9:
        return say("{share} of its changes came at the close or after it", share=write_share(leak.after_end))
    return say(
        "filled in {ended} of ended deals and {open} of open ones: it is filled at the end",
        ended=write_share(leak.filled_ended),
        open=write_share(leak.filled_open),
    )


def say_figure(figure: tuple[float, float, float] | None, decimals: int = 3) -> tuple[str, str]:
    """A figure and its interval."""
    if figure is None:
        return "–", ""
    mid, low, high = figure
    return write_number(mid, decimals), f"{write_number(low, decimals)} – {write_number(high, decimals)}"


def count_deals(n: int) -> str:
    """So many deals."""
    return write_count(n, "deal")
