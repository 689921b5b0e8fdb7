"""Which deals were suggested, and which held out: kept the first time a list is shown, and never changed."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from assay.rescue.situation import LEAST, MOST, LikeDeal
from assay.web.people.models import User
from assay.web.plays.models import Suggestion


def keep_suggestions(user: User, lot: str, ranked: Sequence[LikeDeal], day: date, loss_id: int | None = None) -> int:
    """Keeps those that are likely enough, the ones held out too, as propose of rescue/situation chooses them.

    The same deal of the same lot stays as it was first shown. Returns how many may be new.
    """
    fit = [one for one in ranked if one.probability > LEAST and not one.is_dead][:MOST]
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


def is_held_back(deal_id: int, lot: str, loss_id: int | None = None) -> bool:
    """Whether the deal was drawn to be left alone: in this lot, or in another one that the same loss was asked in."""
    drawn = Suggestion.objects.filter(deal_id=deal_id, held_out=True)
    of_loss = Q(loss_id=loss_id) if loss_id is not None else Q(pk__in=[])
    return drawn.filter(Q(lot=lot) | of_loss).exists()
