"""Plays made, changed and given up: each logged, each kept from two windows that write at once."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from assay.web.people.log import note
from assay.web.people.models import User
from assay.web.plays.models import Play
from assay.web.request import Request

#: called for every play that was made or changed, with what was done: other rooms tell others of it
MORE_HEARD: list[Any] = []

#: sent twice within so long it is one play
_TWICE = timedelta(minutes=5)


class StalePlay(Exception):
    """Somebody changed the play since the page was made."""


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
        transaction.on_commit(lambda: tell(play, "made"))
    return play


def change_play(request: Request, play: Play, seen: int, act: str, **changes: Any) -> Play:
    """Changes it, if it is still the version `seen`; the same change twice is made once. Raises StalePlay."""
    with transaction.atomic():
        standing = Play.objects.select_for_update().get(pk=play.pk)
        settled = {name: value for name, value in changes.items() if not name.endswith("_at")}
        if standing.version == seen + 1 and all(getattr(standing, n) == v for n, v in settled.items()):
            return standing
        if standing.version != seen:
            raise StalePlay
        for name, value in changes.items():
            setattr(standing, name, value)
        standing.version += 1
        standing.save()
        note(request, act, "play", standing.pk, standing.deal_name, fields=sorted(changes))
    return standing


def tell(play: Play, what: str) -> None:
    """Lets other rooms know. what: made, called or ended."""
    for hear in MORE_HEARD:
        hear(play, what)
