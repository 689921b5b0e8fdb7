"""What the workflow knows of plays and suggestions, laid beside what the record says became of the deals."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from assay.asking.ask import Ask, list_ids
from assay.rescue.ledger.becoming import Became, read_became, read_today
from assay.rescue.ledger.comparable import Compared, PlayedDeal, compare_plays, read_states
from assay.rescue.ledger.drawn import DrawnDeal, Judged, judge_drawn, take_first
from assay.web.plays.models import Play, PlayCall, Suggestion
from assay.web.plays.suggesting import DRAWN_FIELDS, Drawn, list_fair


@dataclass(frozen=True)
class LedgerRow:
    """A play and what became of it. result: of the latest call that reached anybody, else of the latest; or empty.

    is_won, is_won_back: the deal was won after it, an open one or a lost one.  is_revived: the buyer had been silent on
    its day and spoke after it.  was_silent: the first of these.  learned: what came back that nobody had thought of.
    """

    play: Play
    result: str
    said: str
    became: Became | None
    is_won: bool
    is_won_back: bool
    was_silent: bool
    is_revived: bool
    learned: bool


@dataclass(frozen=True)
class Totals:
    """Of plays. called: with a call that was recorded.  of_silent: plays whose buyer had been silent.  The values are
    in the home currency; deals without one are left out of them."""

    plays: int
    people: int
    called: int
    open: int
    won: int
    won_value: float
    won_back: int
    won_back_value: float
    of_silent: int
    revived: int
    learned: int


@dataclass(frozen=True)
class Beside:
    """judged: by lot.  compared: beside deals of the same day.  today: up to which the record is known.  unread:
    suggestions and plays after it.  without_lot: suggestions in lists from which nothing was held back."""

    judged: Judged
    compared: Compared
    today: date
    unread: int
    without_lot: int


def read_rows(ask: Ask, plays: "QuerySet[Play]", until: date | None = None) -> list[LedgerRow]:
    """The plays with what became of them, the newest first. until: made by the end of that day alone."""
    standing = Prefetch("calls", queryset=PlayCall.objects.filter(removed_at=None).order_by("at"), to_attr="standing")
    chosen = plays.prefetch_related(standing).order_by("-made_at", "-pk")
    found = [one for one in chosen if until is None or timezone.localdate(one.made_at) <= until]
    became = read_became(ask, {one.deal_id for one in found})
    return [_lay_row(one, list(getattr(one, "standing", ())), became.get(one.deal_id)) for one in found]


def sum_rows(rows: Sequence[LedgerRow]) -> Totals:
    """The totals of these plays; a deal with several plays counts once among those won."""
    won = {one.play.deal_id: one.became for one in rows if one.is_won}
    back = {one.play.deal_id: one.became for one in rows if one.is_won_back}
    return Totals(
        plays=len(rows),
        people=len({one.play.owner_id for one in rows}),
        called=sum(bool(one.result) for one in rows),
        open=sum(one.became is None or one.became.ended is None for one in rows),
        won=len(won),
        won_value=sum(one.value or 0.0 for one in won.values() if one),
        won_back=len(back),
        won_back_value=sum(one.value or 0.0 for one in back.values() if one),
        of_silent=sum(one.was_silent for one in rows),
        revived=sum(one.is_revived for one in rows),
        learned=sum(one.learned for one in rows),
    )


def read_beside(ask: Ask, sellers: Collection[int] | None, *, days: int, closed: Collection[int] = ()) -> Beside:
    """The lot and the comparable deals, of deals of these owners, None for all. closed: not these deals."""
    today = read_today(ask)
    rows: list[Drawn] = list(Suggestion.objects.order_by("day", "pk").values_list(*DRAWN_FIELDS))
    played: dict[int, list[tuple[int, float | None]]] = defaultdict(list)
    for deal, at, chance in Play.objects.order_by("made_at").values_list("deal_id", "made_at", "probability"):
        played[deal].append((timezone.localdate(at).toordinal(), chance))
    kept = _list_kept(ask, {row[1] for row in rows} | set(played), sellers) - set(closed)
    shown: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for _, deal, day, _, chance in rows:
        shown[deal].append((day.toordinal(), chance))
    told = [row for row in rows if row[1] in kept]
    fair = list_fair(told)
    drawn = take_first(_lay_drawn(ask, [row for row in fair if row[2].toordinal() <= today], played))
    plays = [
        PlayedDeal(deal, day, chance)
        for deal, made in played.items()
        if deal in kept
        for day, chance in made[:1]
        if day <= today
    ]
    unread = sum(row[2].toordinal() > today for row in told)
    unread += sum(day > today for deal, made in played.items() if deal in kept for day, _ in made)
    compared = compare_plays(plays, read_states(ask, plays), shown, today, days=days)
    judged = judge_drawn(drawn, today, days=days)
    return Beside(judged, compared, date.fromordinal(today), unread, len(told) - len(fair))


def _list_kept(ask: Ask, deals: Collection[int], sellers: Collection[int] | None) -> set[int]:
    if not deals:
        return set()
    whose = "" if sellers is None else f" AND owner_id IN ({list_ids(sellers)})"
    return {one for (one,) in ask(f"SELECT id FROM deal WHERE id IN ({list_ids(deals)}) AND NOT is_deleted{whose}")}


def _lay_drawn(
    ask: Ask,
    rows: Sequence[Drawn],
    played: Mapping[int, Sequence[tuple[int, float | None]]],
) -> list[DrawnDeal]:
    became = read_became(ask, {row[1] for row in rows})
    found = []
    for _, deal, day, held_out, _ in rows:
        if (now := became.get(deal)) is None:
            continue
        first = day.toordinal()
        play = next((at for at, _ in played.get(deal, ()) if at >= first), None)
        whole = (now.ended, now.is_won, now.value, now.was_silent(first), now.find_word_after(first))
        found.append(DrawnDeal(deal, first, held_out, play, *whole))
    return found


def _lay_row(play: Play, calls: Sequence[PlayCall], became: Became | None) -> LedgerRow:
    day = timezone.localdate(play.made_at).toordinal()
    reached = [one for one in calls if one.result != PlayCall.Result.NO_ANSWER]
    last = (reached or list(calls))[-1] if calls else None
    won = became is not None and became.is_won and (became.ended or 0) >= day
    silent = became is not None and became.was_silent(day)
    spoke = became is not None and became.find_word_after(day) is not None
    is_back = play.kind == Play.Kind.WON_BACK
    return LedgerRow(
        play=play,
        result=last.result if last else "",
        said=last.said if last else "",
        became=became,
        is_won=won and not is_back,
        is_won_back=won and is_back,
        was_silent=silent,
        is_revived=silent and spoke,
        learned=any(one.result in (PlayCall.Result.OTHER, PlayCall.Result.REFERRAL) for one in calls),
    )
