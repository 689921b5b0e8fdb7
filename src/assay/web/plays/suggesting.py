"""Which deals were suggested, and which held out: kept the first time a list is shown, and never changed."""

from collections.abc import Iterable, Sequence
from datetime import date

import duckdb
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from assay.asking.sight import Sight
from assay.reports.same_situation.reading import Found, Sought, find_like
from assay.rescue.situation import LikeDeal, is_held_out, list_fit
from assay.web.people.models import User
from assay.web.plays.models import Suggestion
from assay.web.request import Request

#: lot, deal, day, whether it was held out, probability
Drawn = tuple[str, int, date, bool, float]
DRAWN_FIELDS = ("lot", "deal_id", "day", "held_out", "probability")


def keep_suggestions(user: User, lot: str, ranked: Sequence[LikeDeal], day: date, loss_id: int | None = None) -> int:
    """Keeps those that are likely enough, the ones held out too, as propose of rescue/situation chooses them.

    The same deal of the same lot stays as it was first shown. Returns how many may be new.
    """
    fit = list_fit(ranked)
    known = set(Suggestion.objects.filter(lot=lot).values_list("deal_id", flat=True))
    rows = [
        Suggestion(
            lot=lot,
            deal_id=one.deal_id,
            day=day,
            loss_id=loss_id,
            driver=max(one.at_work, key=lambda driver: driver.p).driver,
            probability=one.probability,
            rank=rank,
            held_out=one.is_held_out,
            shown_to=user,
        )
        for rank, one in enumerate(fit, 1)
        if one.deal_id not in known
    ]
    if rows:
        Suggestion.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def suggest_like(
    request: Request,
    connection: duckdb.DuckDBPyConnection,
    sought: Sought,
    *,
    loss_id: int | None = None,
    sight: Sight | None = None,
) -> Found:
    """The open deals like it that the user may see, kept as suggested.

    loss_id: the loss that it is asked for.  sight: by default what the user may see.
    """
    holds_out = settings.HOME.holds_out
    found = find_like(connection, sought, holds_out=holds_out, sight=sight or request.scope.sight)
    keep_suggestions(request.user, sought.lot, found.ranked, timezone.localdate(), loss_id)
    return found


def list_fair(rows: Iterable[Drawn]) -> list[Drawn]:
    """Without the lists of days on which nothing was held back: what the lot would have kept was put forward there."""
    drawn = list(rows)
    off = {(lot, day) for lot, deal, day, held_out, _ in drawn if not held_out and is_held_out(lot, deal)}
    return [row for row in drawn if (row[0], row[2]) not in off]


def is_held_back(deal_id: int, lot: str, loss_id: int | None = None) -> bool:
    """Whether the deal was drawn to be left alone: in this lot, or in another one that the same loss was asked in.

    Of a play for no loss it is the first fair lot that the deal was in, by which the ledger puts it on its side.
    """
    drawn = Suggestion.objects.filter(deal_id=deal_id)
    if loss_id is not None:
        return drawn.filter(Q(lot=lot) | Q(loss_id=loss_id), held_out=True).exists()
    if drawn.filter(lot=lot, held_out=True).exists():
        return True
    lists = Suggestion.objects.filter(lot__in=drawn.values("lot")).values_list(*DRAWN_FIELDS)
    own = [(day, held_out) for _, deal, day, held_out, _ in list_fair(lists) if deal == deal_id]
    return bool(own) and min(own)[1]
