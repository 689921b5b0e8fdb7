"""A series of meetings begun, its agenda made, minutes kept as they are typed, and the next meeting planned."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assay.asking.agenda import Agenda, make_agenda
from assay.asking.ask import Ask
from assay.domain.spans import DAY
from assay.web.debriefs.drafting import Kept
from assay.web.debriefs.models import Task
from assay.web.debriefs.tasks import find_user
from assay.web.learning.models import Meeting, MinutesVersion, Series
from assay.web.learning.models.meetings import Rhythm
from assay.web.people.log import note
from assay.web.people.models import Team
from assay.web.request import Request
from assay.web.scoping import find_sellers, list_team_tree

#: the first agenda looks back so many days
_FIRST_DAYS = 30
#: so many meetings have to pass before a pattern is shown again
_UNSHOWN = 3


class StaleMeeting(Exception):
    """Somebody went on with the meeting since the page was made."""


def begin_series(request: Request, team: Team, rhythm: str, first: date, ask: Ask | None) -> Meeting:
    """The team meets from `first` on. A series that was stopped goes on; begun twice it is begun once."""
    as_of = _find_as_of(ask)
    with transaction.atomic():
        series, is_new = Series.objects.select_for_update().get_or_create(
            team=team, defaults={"rhythm": rhythm, "made_by": request.user}
        )
        if not is_new:
            series.rhythm, series.stopped_at, series.version = rhythm, None, series.version + 1
            series.save()
        last = series.meetings.first()
        if last is not None and last.closed_at is None:
            return last
        since = _find_since(last) or datetime.fromtimestamp(as_of - _FIRST_DAYS * DAY, UTC)
        meeting = Meeting.objects.create(
            series=series, number=(last.number if last else 0) + 1, planned_on=first, since=since
        )
        note(request, "made", "meeting", meeting.pk, team.name)
    return meeting


def _find_as_of(ask: Ask | None) -> int:
    return int(ask("SELECT as_of FROM run")[0][0]) if ask else int(timezone.now().timestamp())


def _find_since(meeting: Meeting | None) -> datetime | None:
    """Up to when deals were new in a meeting that was begun: the run that it read."""
    if meeting is None or not meeting.agenda:
        return meeting.since if meeting else None
    return datetime.fromtimestamp(meeting.agenda["as_of"], UTC)


def look_ahead(ask: Ask, meeting: Meeting) -> Agenda:
    """The agenda as the last run would make it now."""
    earlier = meeting.series.meetings.filter(number__lt=meeting.number).exclude(agenda=None)[:_UNSHOWN]
    shown = [pattern["signal"] for one in earlier if (pattern := (one.agenda or {}).get("pattern"))]
    return make_agenda(ask, list_team_sellers(meeting.series), int(meeting.since.timestamp()), shown)


def list_team_sellers(series: Series) -> frozenset[int]:
    """The sellers of the team and of all teams within it."""
    return find_sellers(list_team_tree([series.team_id]))


def begin(request: Request, meeting: Meeting, ask: Ask, seen: int) -> None:
    """The meeting begins: its agenda is kept as it stands. Raises StaleMeeting; begun twice it is begun once."""
    with transaction.atomic():
        standing = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if standing.begun_at is not None:
            return
        if standing.version != seen:
            raise StaleMeeting
        standing.agenda = look_ahead(ask, standing).as_json()
        standing.begun_at, standing.begun_by, standing.version = timezone.now(), request.user, seen + 1
        standing.save()
        note(request, "began", "meeting", standing.pk, standing.series.team.name)


def keep_minutes(request: Request, meeting: Meeting, text: str, seen: int) -> Kept:
    """Keeps the minutes as the next version, if `seen` is the newest; else what was typed lies aside among them."""
    with transaction.atomic():
        standing = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if standing.minutes == text:
            return Kept(text, standing.minutes_version)
        last = standing.minutes_versions.order_by("-number").first()
        number = (last.number if last else 0) + 1
        is_stale = seen != standing.minutes_version or standing.closed_at is not None
        if is_stale and last and last.is_aside and last.text == text:
            return Kept(standing.minutes, standing.minutes_version, is_stale=True)
        MinutesVersion.objects.create(
            meeting=standing, number=number, text=text, who=request.user.email, is_aside=is_stale
        )
        if not is_stale:
            standing.minutes, standing.minutes_version = text, number
            standing.save(update_fields=["minutes", "minutes_version"])
        return Kept(standing.minutes, standing.minutes_version, is_stale=is_stale)


def close(request: Request, meeting: Meeting, chosen: Collection[int], seen: int) -> Meeting:
    """The meeting ends: tasks for the open deals chosen, and the next one is planned, which is returned.

    chosen: of the deals that the agenda proposes. Raises StaleMeeting; closed twice it is closed once.
    """
    with transaction.atomic():
        standing = Meeting.objects.select_for_update().select_related("series").get(pk=meeting.pk)
        series = Series.objects.select_for_update().get(pk=standing.series_id)
        if standing.closed_at is None:
            if standing.version != seen or standing.begun_at is None:
                raise StaleMeeting
            standing.closed_at, standing.version = timezone.now(), seen + 1
            standing.save()
            note(request, "closed", "meeting", standing.pk, series.team.name, deals=sorted(map(str, chosen)))
        upcoming, _is_new = Meeting.objects.get_or_create(
            series=series,
            number=standing.number + 1,
            defaults={
                "planned_on": plan_next(standing.planned_on, series.rhythm),
                "since": _find_since(standing) or standing.since,
            },
        )
        for deal in (standing.agenda or {}).get("next", []):
            if deal["deal_id"] in chosen:
                _set_task(standing, deal["deal_id"], deal["name"], deal["owner_id"], upcoming.planned_on)
    return upcoming


def _set_task(meeting: Meeting, deal_id: int, name: str, owner_id: int | None, due: date) -> None:
    task, is_new = Task.objects.get_or_create(
        key=f"look {meeting.pk} {deal_id}",
        defaults={
            "kind": "look",
            "deal_id": deal_id,
            "deal_name": name[:300],
            "seller_id": owner_id,
            "owner": find_user(owner_id),
            "due": due,
        },
    )
    if is_new:
        Task.objects.filter(pk=task.pk).update(address=reverse("look", args=[task.pk]))


def plan_next(day: date, rhythm: str) -> date:
    """The day of the next meeting: the same day of the week, monthly in the same week of the month or the last one."""
    if rhythm != Rhythm.MONTHLY:
        return day + timedelta(days=7 if rhythm == Rhythm.WEEKLY else 14)
    week, later = (day.day - 1) // 7, day + timedelta(days=28)
    while later.month == day.month or (later.day - 1) // 7 < week and (later + timedelta(days=7)).month == later.month:
        later += timedelta(days=7)
    return later


def change_series(request: Request, meeting: Meeting, rhythm: str, day: date, seen: int, *, stops: bool) -> None:
    """Another day, another rhythm, or no further meeting. Raises StaleMeeting."""
    with transaction.atomic():
        standing = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if standing.version != seen:
            raise StaleMeeting
        standing.planned_on, standing.version = day, seen + 1
        standing.save()
        series = Series.objects.select_for_update().get(pk=standing.series_id)
        series.rhythm, series.version = rhythm, series.version + 1
        series.stopped_at = timezone.now() if stops else None
        series.save()
        note(request, "changed", "meeting", standing.pk, series.team.name, day=day.isoformat(), stopped=stops)
