"""Plays made, changed and given up: each logged, each kept from two windows that write at once."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from assay.web.people.log import note
from assay.web.people.models import User
from assay.web.people.saving import change_row
from assay.web.plays.announcing import tell_ended, tell_made
from assay.web.plays.models import Play
from assay.web.request import Request

#: sent twice within so long it is one play
_TWICE = timedelta(minutes=5)


def make_play(request: Request, **told: Any) -> Play:
    """Makes it. The same person making one of the same deal and reason twice within minutes makes it once."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=request.user.pk)
        recent = timezone.now() - _TWICE
        same = Play.objects.filter(
            deal_id=told["deal_id"], driver=told["driver"], made_by=request.user, dropped_at=None, made_at__gt=recent
        ).first()
        if same is not None:
            return same
        play = Play.objects.create(made_by=request.user, **told)
        note(request, "made", "play", play.pk, play.deal_name, deal=str(play.deal_id), owner=play.owner.email)
        tell_made(play)
    return play


def change_play(request: Request, play: Play, seen: int, act: str, **changes: Any) -> Play:
    """Changes it, if it is still the version `seen`; the same change twice is made once. Raises StaleRow."""
    with transaction.atomic():
        owner_before = play.owner_id
        standing, is_new = change_row(play, seen, changes)
        if is_new:
            handed = {"owner": standing.owner.email} if standing.owner_id != owner_before else {}
            note(request, act, "play", standing.pk, standing.deal_name, fields=sorted(changes), **handed)
            if "dropped_at" in changes:
                tell_ended(standing)
    return standing
