"""The pages of competitors as plain values: all of them side by side, and one by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.domain.tongue import say, say_counted
from assay.reports.rivals.narrowed import say_narrowed
from assay.reports.rivals.reading import Act, Changed, Quote, Rate, Rivals
from assay.reports.rivals.saying import (
    name_verdict,
    say_act,
    say_change,
    say_deals,
    say_late,
    say_more,
    say_pooled,
    say_rate,
    say_span,
    say_theme,
)
from assay.reports.wording import write_day, write_number
from assay.tables.concluded.competitor import NO_THEME


@dataclass(frozen=True)
class KindLine:
    """Deals by what is known of competitors on them."""

    name: str
    deals: str
    rate: str
    undecided: str


@dataclass(frozen=True)
class RivalLine:
    """One competitor among all. word: what became of the rate.  is_fallen: it fell, as a whole or in a theme."""

    competitor_id: int
    name: str
    deals: str
    rate: str
    pooled: str
    more: str
    late: str
    word: str
    is_fallen: bool


@dataclass(frozen=True)
class QuoteView:
    """One quote with where it is from."""

    text: str
    language: str
    deal_id: int
    deal: str
    day: str


@dataclass(frozen=True)
class CellView:
    """A theme of one competitor, or all deals with it. before, after: quotes of buyers."""

    name: str
    is_whole: bool
    rate: str
    pooled: str
    more: str
    before: str
    after: str
    word: str
    sentence: str
    is_fallen: bool
    quotes_before: tuple[QuoteView, ...]
    quotes_after: tuple[QuoteView, ...]


@dataclass(frozen=True)
class ActView:
    """Something the competitor did. link: an address, or empty.  source: where it was read, in words."""

    event_id: int
    day: str
    what: str
    theme: str
    link: str
    source: str
    found: str


@dataclass(frozen=True)
class RivalsPage:
    """All competitors. lead: what is known of how many deals.  asked: how many cells were looked at together.

    narrowed: how surely the largest are known, and told apart.
    """

    is_made: bool
    lead: str
    kinds: tuple[KindLine, ...]
    lines: tuple[RivalLine, ...]
    fallen: tuple[tuple[str, str], ...]
    asked: str
    narrowed: tuple[str, ...]


@dataclass(frozen=True)
class RivalPage:
    """One competitor. spans: the periods before and after; empty where the record is too short for both."""

    competitor_id: int
    name: str
    rate: str
    pooled: str
    late: str
    more: str
    spans: tuple[str, str]
    cells: tuple[CellView, ...]
    acts: tuple[ActView, ...]


def build_rivals_page(rivals: Rivals, themes: Mapping[str, str]) -> RivalsPage:
    """The page of all. themes: code -> name."""
    kinds = {one.kind: one for one in rivals.rates if one.kind != "competitor"}
    totals = rivals.list_totals()
    acts = {one.event_id: one for one in rivals.acts}
    names = dict(themes)
    fallen = tuple(
        (f"{one.competitor}: {say_theme(one.theme, names)}", say_change(one, acts.get(one.event_id or 0)))
        for one in rivals.changes
        if one.verdict == "fell"
    )
    return RivalsPage(
        is_made=rivals.is_made,
        lead=f"{_say_lead(kinds)} {_say_at_once(rivals.at_once)}".rstrip(),
        kinds=tuple(_view_kind(kinds[kind]) for kind in ("known", "none", "unknown") if kind in kinds),
        lines=tuple(_view_line(one, rivals.changes) for one in totals),
        fallen=fallen,
        asked=_say_asked(rivals.changes),
        narrowed=tuple(say_narrowed(rivals.narrowed)),
    )


def build_rival_page(
    rivals: Rivals, competitor_id: int, quotes: Sequence[Quote], themes: Mapping[str, str]
) -> RivalPage | None:
    """The page of one; None where no ended deal has that competitor."""
    total = next((one for one in rivals.list_totals() if one.competitor_id == competitor_id), None)
    if total is None:
        return None
    rates = {one.theme: one for one in rivals.rates if one.competitor_id == competitor_id and not one.period}
    changes = {one.theme: one for one in rivals.changes if one.competitor_id == competitor_id}
    order = [None, *[theme for theme in themes if theme in rates], *[NO_THEME] * (NO_THEME in rates)]
    acts = {one.event_id: one for one in rivals.acts}
    any_change = next(iter(changes.values()), None)
    names = dict(themes)
    return RivalPage(
        competitor_id=competitor_id,
        name=total.competitor or say("A competitor no longer on record"),
        rate=say_rate(total),
        pooled=say_pooled(total),
        late=say_late(total),
        more=say_more(total),
        spans=_say_spans(any_change),
        cells=tuple(_view_cell(theme, rates[theme], changes, acts, quotes, names) for theme in order),
        acts=tuple(_view_act(one, names) for one in rivals.acts if one.competitor_id == competitor_id),
    )


def _say_lead(kinds: Mapping[str, Rate]) -> str:
    def count(kind: str) -> str:
        one = kinds.get(kind)
        if one is not None and one.is_withheld:
            return say("too few to be told")
        return write_number(one.n + one.no_decision) if one else "0"

    return say(
        "Ended deals: {all}. A competitor was on record before the end of: {known}. Known to have had none: {none}. "
        "Nobody can tell: {unknown}.",
        **{kind: count(kind) for kind in ("all", "known", "none", "unknown")},
    )


def _say_at_once(deals: int | None) -> str:
    if not deals:
        return ""
    return say_counted(
        "{n} more deal that ended plays no part: it was closed together with many others, so that the day tells "
        "nothing of when it was decided.",
        "{n} more deals that ended play no part: they were closed together with many others, so that the day tells "
        "nothing of when they were decided.",
        deals,
    )


def _say_asked(changes: Sequence[Changed]) -> str:
    """How many cells were looked at, and of how many a fall would have shown."""
    if not changes:
        return ""
    held = sum(one.verdict == "held" for one in changes)
    return say(
        "{n} pairs of competitor and theme were looked at together. {held} have deals enough that a fall of 20 points "
        "would have shown and did not.",
        n=write_number(max(one.asked for one in changes)),
        held=write_number(held),
    )


def _view_kind(one: Rate) -> KindLine:
    names = {"known": say("A competitor is known"), "none": say("Known to be none")}
    without = write_number(one.no_decision) if not one.is_withheld else "\u2013"
    deals = say_deals(one.n) if not one.is_withheld else "\u2013"
    return KindLine(names.get(one.kind, say("Not known")), deals, say_rate(one), without)


def _view_line(one: Rate, changes: Sequence[Changed]) -> RivalLine:
    own = [change for change in changes if change.competitor_id == one.competitor_id]
    fallen = [change for change in own if change.verdict == "fell"]
    whole = next((change for change in own if change.theme is None), None)
    shown = next((change for change in fallen if change.is_blunted), next(iter(fallen), whole))
    return RivalLine(
        competitor_id=one.competitor_id or 0,
        name=one.competitor or say("A competitor no longer on record"),
        deals=say_deals(one.n) if not one.is_withheld else "\u2013",
        rate=say_rate(one),
        pooled=say_pooled(one),
        more=say_more(one) if not one.is_told else "",
        late=say_late(one),
        word=name_verdict(shown) if shown else say("not enough to tell"),
        is_fallen=bool(fallen),
    )


def _say_spans(change: Changed | None) -> tuple[str, str]:
    if change is None:
        return ("", "")
    return (say_span(change.before_from, change.before_to), say_span(change.after_from, change.after_to))


def _view_cell(
    theme: str | None,
    rate: Rate,
    changes: Mapping[str | None, Changed],
    acts: Mapping[int, Act],
    quotes: Sequence[Quote],
    names: dict[str, str],
) -> CellView:
    def view_quotes(part: str) -> tuple[QuoteView, ...]:
        own = [one for one in quotes if (one.theme, one.part) == (theme, part)]
        return tuple(
            QuoteView(one.text, one.language, one.deal_id, one.deal, write_day(one.occurred_at)) for one in own
        )

    change, lacking = (
        changes.get(theme),
        say("The record is too short: it takes two periods before and two others after."),
    )
    if changes:
        lacking = say("Not enough to tell: no deal was won or lost either before or after.")
    return CellView(
        name=say_theme(theme, names),
        is_whole=theme is None,
        rate=say_rate(rate),
        pooled=say_pooled(rate),
        more=say_more(rate) if not rate.is_told else "",
        before=_say_side(change, is_before=True),
        after=_say_side(change, is_before=False),
        word=name_verdict(change) if change else say("not enough to tell"),
        sentence=say_change(change, acts.get(change.event_id or 0)) if change else lacking,
        is_fallen=change is not None and change.verdict == "fell",
        quotes_before=view_quotes("before"),
        quotes_after=view_quotes("after"),
    )


def _say_side(change: Changed | None, *, is_before: bool) -> str:
    """Won of n on one side; a dash where there is none, or where it is withheld."""
    if change is None or change.before is None:
        return "\u2013"
    won, n = (change.before_won, change.before_n) if is_before else (change.after_won, change.after_n)
    return say("{won} of {n}", won=write_number(won), n=write_number(n)) if n else "\u2013"


def _view_act(one: Act, names: dict[str, str]) -> ActView:
    told = [verdict for _, verdict in one.verdicts]
    best = next((verdict for verdict in ("fell_after", "no_fall_seen") if verdict in told), "")
    return ActView(
        event_id=one.event_id,
        day=write_day(one.occurred_at),
        what=one.what,
        theme=say_theme(one.theme, names) if one.theme else say("all themes"),
        link=one.link if one.link.startswith(("https://", "http://")) else "",
        source=one.link or say("imported from {source}", source=one.source),
        found=say_act(best) if told else say("not looked at yet, or not enough to tell"),
    )
