"""Verdicts confirmed, corrected and taken back: each version kept and logged, safe from two windows at once."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from assay.web.confirming.announcing import tell_verdict
from assay.web.confirming.models import Act, ConfirmedVerdict, PastVersion
from assay.web.confirming.reading import ClosedDeal
from assay.web.people.log import note
from assay.web.people.models import User
from assay.web.request import Request


class StaleVerdict(Exception):
    """Somebody has said something else of the verdict since the page was made."""


def keep_verdict(
    request: Request, deal: ClosedDeal, seen: int, act: Act, mains: Collection[str], words: str = ""
) -> ConfirmedVerdict:
    """Keeps what the user says of the verdict, over version `seen` (0 for none yet). The same sent twice is kept once.

    Raises StaleVerdict.
    """
    drivers = [{"driver": code, "is_main": True} for code in mains]
    drivers += [{"driver": code, "is_main": False} for code in deal.mains if code not in mains]
    told: dict[str, Any] = {"act": act, "drivers": drivers, "note": words, "computed": list(deal.mains)}
    with transaction.atomic():
        User.objects.select_for_update().get(pk=request.user.pk)
        standing = ConfirmedVerdict.objects.select_for_update().filter(deal_id=deal.deal_id).first()
        version = standing.version if standing else 0
        if standing and version == seen + 1 and standing.by_id == request.user.pk and _is_same(standing, told):
            return standing
        if version != seen:
            raise StaleVerdict
        told |= {"by": request.user, "at": timezone.now(), "version": version + 1, "owner_id": deal.owner_id}
        kept, _ = ConfirmedVerdict.objects.update_or_create(
            deal_id=deal.deal_id, defaults=told | {"deal_name": deal.name[:300]}
        )
        past = {name: told[name] for name in ("act", "drivers", "note", "by", "at", "version")}
        PastVersion.objects.create(verdict=kept, **past)
        detail = {"drivers": list(mains), "verdict": list(deal.mains), "version": version + 1}
        note(request, str(act.value), "verdict", deal.deal_id, deal.name, deal=str(deal.deal_id), **detail)
        tell_verdict(kept)
    return kept


def _is_same(standing: ConfirmedVerdict, told: dict[str, Any]) -> bool:
    return all(getattr(standing, name) == told[name] for name in ("act", "drivers", "note"))
