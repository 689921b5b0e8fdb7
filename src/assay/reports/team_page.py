"""What the team page shows, worded; the template gets this and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from assay.domain.tongue import mark, mark_counted, say, say_counted, translate
from assay.reports.before import BeforeCard, make_cards, say_asked, say_balance
from assay.reports.before_charts import chart_gaps, chart_hazards
from assay.reports.charts import Chart, Numbers
from assay.reports.claims import say_counts, say_lift, say_verdict
from assay.reports.deal_file import Comparison, Run
from assay.reports.lost_list import DealLine, cut_list
from assay.reports.provenance import INVENTED, say_run
from assay.reports.team_charts import (
    FEWEST,
    chart_ages,
    chart_groups,
    chart_outcomes,
    chart_rates,
    chart_signals,
    rate_of,
)
from assay.reports.team_file import Coverage, Currency, Rate, TeamFile
from assay.reports.wording import (
    write_count,
    write_day,
    write_large_money,
    write_number,
    write_outcome,
    write_share,
    write_share_range,
)

_ORDER = ("won", "lost", "no_decision", "open", "disqualified", "unknown")
_FOLDS = (
    ("associated", mark("Goes with losing, or with winning")),
    ("no_difference", mark("No difference shows")),
    ("not_enough", mark("Not enough to tell")),
)


@dataclass(frozen=True)
class OutcomeLine:
    """All deals of one outcome."""

    name: Annotated[str, "the outcome"]
    code: Annotated[str, "the outcome as a style class"]
    deals: Annotated[str, "how many"]
    value: Annotated[str, "their value in the home currency, and on how many deals it rests"]


@dataclass(frozen=True)
class RateLine:
    """The win rate over the whole record, on one base."""

    base: Annotated[str, "by count or by value"]
    rate: Annotated[str, "the rate, or that it cannot be told"]
    interval: Annotated[str, "its 95\u00a0% interval"]
    about: Annotated[str, "n and cohort"]


@dataclass(frozen=True)
class SignalCard:
    """One signal across deals."""

    title: Annotated[str, "title of the signal"]
    question: Annotated[str, "the question that was asked"]
    verdict: Annotated[str, "what may be said, with interval and counts"]
    shares: Annotated[str, "its share among lost and won deals at the same age and stage"]
    adjusted: Annotated[str, "q, and over how many signals"]
    raw: Annotated[str, "the shares at the end: a description"]


@dataclass(frozen=True)
class SignalFold:
    """The signals with one verdict, in a fixed order."""

    title: Annotated[str, "the verdict in words"]
    cards: Annotated[tuple[SignalCard, ...], "the signals"]


@dataclass(frozen=True)
class CoverageLine:
    """What share of deals one signal could answer."""

    title: Annotated[str, "title of the signal"]
    closed: Annotated[str, "share of closed deals answered, with n"]
    closed_width: Annotated[str, "the same as a width in per cent"]
    open: Annotated[str, "share of open deals answered, with n"]
    missing: Annotated[str, "what is missing and what would answer it; empty when every deal was answered"]


@dataclass(frozen=True)
class TeamPage:
    """The whole team page."""

    title: Annotated[str, "what the page is"]
    subtitle: Annotated[str, "how many deals, as of when"]
    banner: Annotated[str, "that the company is invented, or empty"]
    note: Annotated[str, "what a reader should know first, or empty"]
    outcomes: Annotated[tuple[OutcomeLine, ...], "deals by outcome"]
    rates: Annotated[tuple[RateLine, ...], "win rate by count and by value"]
    money_text: Annotated[tuple[str, ...], "the currency of all money, and the rates"]
    over_time: Annotated[tuple[Chart, ...], "outcomes and win rates over time, and by age"]
    groups: Annotated[tuple[Chart, ...], "win rates by the field asked for"]
    groups_text: Annotated[str, "a caution about that field, or empty"]
    signals_text: Annotated[str, "how many signals were asked and compared, and what that allows"]
    signals: Annotated[tuple[Chart, ...], "all signals in one picture"]
    folds: Annotated[tuple[SignalFold, ...], "the signals by verdict"]
    before_text: Annotated[str, "how many events were asked about, and how many questions were tried in all"]
    balance_text: Annotated[str, "how many lost deals have comparable won deals, and how alike they are; or empty"]
    before: Annotated[tuple[Chart, ...], "events before losses, and how long before"]
    before_cards: Annotated[tuple[BeforeCard, ...], "each event"]
    coverage: Annotated[tuple[CoverageLine, ...], "what could be answered"]
    lost_text: Annotated[str, "how many deals were lost, and how many are listed here"]
    latest: Annotated[tuple[DealLine, ...], "the lost deals closed last"]
    largest: Annotated[tuple[DealLine, ...], "the largest lost deals"]
    run_text: Annotated[str, "which run made this"]
    themes_href: Annotated[str, "address of the page of themes by competitor, or empty"] = ""


def build_team_page(team: TeamFile, hrefs: dict[int, str]) -> tuple[TeamPage, list[Numbers]]:
    """The page and the numbers behind its charts. `hrefs`: deal id -> address of its page."""
    run = team.run
    comparisons = sorted(run.comparisons.values(), key=lambda one: one.signal)
    drawn = [
        chart_outcomes(team.rates, "opening"),
        chart_outcomes(team.rates, "closing"),
        chart_rates(team.rates, "closing"),
        chart_rates(team.rates, "opening"),
        chart_ages(team.ages),
    ]
    signals = chart_signals(comparisons, run)
    groups = chart_groups(team.groups, team.field) if team.field else None
    before = [chart_hazards(team.before), chart_gaps(team.before)]
    made = [pair for pair in (*drawn, signals, *before, groups) if pair]
    deals = sum(total.deals for total in team.totals)
    latest, largest, lost_text = cut_list(team.lost, hrefs, run.home_currency)
    page = TeamPage(
        title=say("{company}: won and lost deals", company=run.company) if run.company else say("Won and lost deals"),
        subtitle=say("{deals} as of {day}", deals=write_count(deals, "deal"), day=write_day(run.as_of)),
        banner=INVENTED if team.invented else "",
        note=run.note,
        outcomes=tuple(_list_outcomes(team)),
        rates=tuple(_list_rates(team.rates)),
        money_text=tuple(_say_money(team)),
        over_time=tuple(pair[1] for pair in drawn if pair),
        groups=(groups[1],) if groups else (),
        groups_text=_say_groups(team),
        signals_text=say_signals(run, comparisons),
        signals=(signals[1],) if signals else (),
        folds=tuple(_fold_signals(run, comparisons)),
        before_text=say_asked(team.before, run.as_of),
        balance_text=say_balance(team.balance),
        before=tuple(pair[1] for pair in before if pair),
        before_cards=make_cards(team.before),
        coverage=tuple(_list_coverage(run, team.coverage)),
        lost_text=lost_text,
        latest=latest,
        largest=largest,
        run_text=say_run(run),
    )
    return page, [pair[0] for pair in made]


def _list_outcomes(team: TeamFile) -> Iterable[OutcomeLine]:
    totals = {total.outcome: total for total in team.totals}
    for code in (code for code in _ORDER if code in totals):
        total = totals[code]
        value = write_large_money(total.value or 0, team.run.home_currency) if total.priced else say("no amounts")
        if total.value is None:
            value = say("value not shown: of too few deals")
        elif 0 < total.priced < total.deals:
            value += " " + say("({n} with an amount)", n=write_number(total.priced))
        yield OutcomeLine(write_outcome(code), code, write_number(total.deals), value)


def _list_rates(rates: Iterable[Rate]) -> Iterable[RateLine]:
    """Over all deals closed; by value only where the results hold it."""
    for rate in rates:
        if rate.period != "all" or rate.cohort != "closing" or not rate.decided:
            continue
        base = say("by number of deals") if rate.base == "count" else say("by value")
        interval = rate_of(rate)
        about = say(
            "n = {n} closed deals, {won} of them won; all quarters of closing",
            n=write_number(rate.decided),
            won=write_number(rate.won),
        )
        if interval is None:
            continue
        shown = write_share(interval.mid)
        if rate.decided < FEWEST:
            shown = say("not enough to tell")
            more = write_count(FEWEST - rate.decided, "more closed deal")
            about += "; " + say("about {deals} would be enough", deals=more)
        spread = say("95\u00a0% interval {range}", range=write_share_range(interval.low, interval.high))
        yield RateLine(base, shown, spread, about)


def _say_money(team: TeamFile) -> Iterable[str]:
    if not any(total.priced for total in team.totals):
        yield say("No deal has an amount: there are no values.")
        return
    home = team.run.home_currency
    if home:
        yield say("All money is in {currency}, the home currency.", currency=home)
    else:
        yield say("No amount names its currency; all count as one.")
    yield from (_say_currency(currency, team.run.home_currency) for currency in team.currencies)
    missing = sum(total.deals - total.priced for total in team.totals)
    if missing:
        deals = sum(total.deals for total in team.totals)
        yield say(
            "{n} of {deals} have no such amount, and are left out of values.",
            n=write_number(missing),
            deals=write_count(deals, "deal"),
        )


def _say_currency(currency: Currency, home: str) -> str:
    told = {"deals": write_count(currency.deals, "deal"), "code": currency.code, "home": home, "left_out": ""}
    if currency.unpriced == currency.deals:
        return say("{deals} in {code}: the record holds no rate, so they are left out of values.", **told)
    if currency.unpriced:
        one, many = mark_counted("{n} of them has no rate for its day", "{n} of them have no rate for their day")
        told["left_out"] = "; " + say_counted(one, many, currency.unpriced)
    if currency.lowest is None or currency.highest is None:
        return say("{deals} in {code}, at the rates of the record{left_out}.", **told)
    lowest, highest = f"{currency.lowest:.4g}", f"{currency.highest:.4g}"
    if lowest == highest:
        return say("{deals} in {code}, at {rate} {home} for 1 {code}{left_out}.", **told, rate=lowest)
    return say(
        "{deals} in {code}, at {lowest} to {highest} {home} for 1 {code}, each at the rate of its own day{left_out}.",
        **told,
        lowest=lowest,
        highest=highest,
    )


def _say_groups(team: TeamFile) -> str:
    if not team.field:
        return ""
    closed = [group for group in team.groups if group.decided >= FEWEST]
    text = say(
        "Values as the record holds them now; a field that was filled in after the close would know the outcome."
    )
    if closed and all(group.won in (0, group.decided) for group in closed):
        alone = say("Each value stands for one outcome alone: this field was most likely filled in after the close.")
        text = f"{alone} {text}"
    return text


def say_signals(run: Run, comparisons: list[Comparison]) -> str:
    """How many signals were asked and compared, and what that allows."""
    asked = sum(1 for one in comparisons if one.q is not None)
    tried = max((one.asked for one in comparisons), default=0)
    found = sum(1 for one in comparisons if one.verdict == "associated")
    said = [say_counted("{n} signal asked of every deal.", "{n} signals asked of every deal.", len(run.signals))]
    if not asked:
        said.append(say("Nothing is claimed here: none of them could be answered for enough closed deals."))
        return " ".join(said)
    one, many = mark_counted(
        "{n} could be compared between lost and won deals.", "{n} could be compared between lost and won deals."
    )
    said.append(say_counted(one, many, asked))
    if found:
        one, many = mark_counted(
            "{n} goes with the outcome, allowing for all {tried} questions that were tried in this run (q).",
            "{n} go with the outcome, allowing for all {tried} questions that were tried in this run (q).",
        )
        said.append(say_counted(one, many, found, tried=write_number(tried)))
    else:
        said.append(say("Nothing is claimed here: from these deals none of them can be shown to go with the outcome."))
    said.append(
        say(
            "Lost and won deals are set side by side at the same age and in the same stage, never at their close: won "
            "deals live longer and gather more of everything."
        )
    )
    return " ".join(said)


def _fold_signals(run: Run, comparisons: list[Comparison]) -> Iterable[SignalFold]:
    for verdict, title in _FOLDS:
        cards = tuple(_make_card(run, one) for one in comparisons if one.verdict == verdict)
        if cards:
            yield SignalFold(translate(title), cards)


def _make_card(run: Run, one: Comparison) -> SignalCard:
    signal = run.signals.get(one.signal)
    shares = _say_shares(one)
    adjusted = ""
    if one.q is not None:
        adjusted = say("q = {q} over {n} tried", q=f"{one.q:.2g}", n=write_count(one.asked, "question"))
        adjusted += "; " + say("lift {lift}", lift=say_lift(one)) if say_lift(one) else ""
    raw = ""
    if one.raw_lost_share is not None and one.raw_won_share is not None and min(one.lost_n, one.won_n) >= FEWEST:
        raw = say(
            "When they ended, whatever their age, {lost} of lost and {won} of won deals showed it: a description of "
            "the record, from which the shares above do not follow.",
            lost=write_share(one.raw_lost_share),
            won=write_share(one.raw_won_share),
        )
    return SignalCard(
        title=translate(signal.title) if signal else one.signal,
        question=translate(signal.question) if signal else "",
        verdict=say_verdict(one),
        shares=shares,
        adjusted=adjusted,
        raw=raw,
    )


def _say_shares(one: Comparison) -> str:
    """Both shares with their intervals; plain counts where a share of so few deals would say nothing."""
    answered = say("{share} answered.", share=write_share(one.answered_share))
    if one.lost_share is None or one.won_share is None:
        return ""
    if min(one.lost_n, one.won_n) < FEWEST:
        return say(
            "{lost_hit} of {lost_n} lost and {won_hit} of {won_n} won deals showed it at one age at least; {answered}",
            lost_hit=write_number(one.lost_hit),
            lost_n=write_number(one.lost_n),
            won_hit=write_number(one.won_hit),
            won_n=write_number(one.won_n),
            answered=answered,
        )
    lost = f"{write_share(one.lost_share)} ({write_share_range(one.lost_share_low, one.lost_share_high)})"
    won = f"{write_share(one.won_share)} ({write_share_range(one.won_share_low, one.won_share_high)})"
    return say(
        "At the same age and stage: {lost} of lost deals, {won} of won deals; {counts} compared, {answered}",
        lost=lost,
        won=won,
        counts=say_counts(one),
        answered=answered,
    )


def _list_coverage(run: Run, coverage: Iterable[Coverage]) -> Iterable[CoverageLine]:
    found = {(one.signal, one.view): one for one in coverage}
    for signal in sorted(run.signals):
        closed, still_open = found.get((signal, "look_back")), found.get((signal, "open"))
        words = run.signals[signal]
        short = any(one.unknown for one in (closed, still_open) if one)
        yield CoverageLine(
            title=translate(words.title),
            closed=_say_answered(closed),
            closed_width=f"{_answered(closed) * 100:.1f}",
            open=_say_answered(still_open),
            missing=translate(words.unknown) if short else "",
        )


def _answered(one: Coverage | None) -> float:
    return 1 - one.unknown / one.deals if one and one.deals else 0.0


def _say_answered(one: Coverage | None) -> str:
    if not one or not one.deals:
        return say("no deals")
    return say("{share} of {n}", share=write_share(_answered(one)), n=write_number(one.deals))
