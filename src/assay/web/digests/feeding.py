"""The entries of one person's calendar, and the secret address under which it is read."""

import secrets
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.outside.calendar_feed import FeedEntry, write_feed
from assay.web.debriefs.models import Action, Debrief
from assay.web.debriefs.tokens import hash_secret
from assay.web.digests.models import CalendarFeed
from assay.web.people.letters import make_address, name_company
from assay.web.people.models import User
from assay.web.plays.models import Play
from assay.web.scoping import find_closed

#: what is long past is left out
_PAST = timedelta(days=60)
_MORNING = time(9, 0)


def make_feed(user: User) -> str:
    """A new secret address, whole; an earlier one opens nothing any more. It is shown once: a hash of it is kept."""
    secret = secrets.token_urlsafe(32)
    told = {"secret_hash": hash_secret(secret), "made_at": timezone.now(), "read_at": None}
    CalendarFeed.objects.update_or_create(user=user, defaults=told)
    return make_address(reverse("calendar_feed", args=[secret]))


def open_feed(secret: str) -> CalendarFeed | None:
    """The feed of that address; None where there is none, or its user may not sign in."""
    found = CalendarFeed.objects.select_related("user").filter(secret_hash=hash_secret(secret)).first()
    return found if found is not None and found.user.is_active else None


def write_calendar_of(user: User, *, is_private: bool) -> str:
    """Plays due, debriefs agreed and actions due, in the language that is active. is_private: names no deal."""
    closed = find_closed(user)
    kept = [*_list_plays(user, is_private=is_private), *_list_debriefs(user, is_private=is_private),
            *_list_actions(user, is_private=is_private)]  # fmt: skip
    return write_feed(name_company(), [entry for deal, entry in kept if deal not in closed])


def _name_uid(what: str, number: int) -> str:
    return f"{what}-{number}@{urlsplit(settings.PUBLIC_URL).hostname}"


def _list_plays(user: User, *, is_private: bool) -> list[tuple[int | None, FeedEntry]]:
    since = timezone.localdate() - _PAST
    waiting = Play.objects.filter(owner=user, dropped_at=None, ended_at=None, answered_at=None, due__gte=since)
    return [
        (
            one.deal_id,
            FeedEntry(
                _name_uid("play", one.pk),
                one.version,
                one.made_at,
                timezone.make_aware(datetime.combine(one.due, _MORNING)),
                _("Call a buyer") if is_private else _("Call: %(deal)s") % {"deal": one.deal_name},
                "" if is_private else one.contact_name,
                make_address(reverse("play", args=[one.pk])),
            ),
        )
        for one in waiting
    ]


def _list_debriefs(user: User, *, is_private: bool) -> list[tuple[int | None, FeedEntry]]:
    agreed = Debrief.objects.filter(asker=user, state="scheduled", scheduled_for__gte=timezone.now() - _PAST)
    return [
        (
            one.deal_id,
            FeedEntry(
                _name_uid("own-debrief", one.pk),
                one.version,
                one.opened_at,
                one.scheduled_for or timezone.now(),
                _("Debrief") if is_private else _("Debrief: %(deal)s") % {"deal": one.deal_name},
                "",
                make_address(reverse("debrief", args=[one.pk])),
                one.minutes or 30,
            ),
        )
        for one in agreed
    ]


def _list_actions(user: User, *, is_private: bool) -> list[tuple[int | None, FeedEntry]]:
    since = timezone.localdate() - _PAST
    return [
        (
            one.deal_id,
            FeedEntry(
                _name_uid("action", one.pk),
                one.version,
                one.made_at,
                one.due,
                _("An action is due") if is_private else one.what,
                "" if is_private else one.deal_name,
                make_address(reverse("action", args=[one.pk])),
            ),
        )
        for one in Action.objects.filter(owner=user, done_at=None, dropped_at=None, due__gte=since)
    ]
