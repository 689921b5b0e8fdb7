"""Plans made from a buyer's yes, brought up to date, and ended by a no. A task for each moment, nothing more."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.asking.ask import Ask
from assay.asking.returning import News, plan_moments
from assay.web.debriefs.holidays import list_holidays
from assay.web.debriefs.models import Action, AskedPerson, Task
from assay.web.debriefs.tasks import find_user
from assay.web.learning.models import Moment, Plan


@dataclass(frozen=True)
class Said:
    """What one of the buyer's people said to "may we come back to you?". comes_back: None where not asked yet."""

    person_id: int
    name: str
    comes_back: bool | None
    on: date | None


def list_said(deal_id: int) -> list[Said]:
    """What each of them said last, of those who were asked about a deal that was not won."""
    people = AskedPerson.objects.filter(debrief__deal_id=deal_id, debrief__kind="buyer", removed_at=None)
    return [
        Said(
            one.person_id,
            one.name,
            one.comes_back,
            timezone.localdate(one.comes_back_at) if one.comes_back_at else None,
        )
        for one in people.exclude(debrief__outcome="won").order_by("id")
    ]


def find_yes(said: list[Said]) -> date | None:
    """The day of the first yes; None without any."""
    return min((one.on or timezone.localdate() for one in said if one.comes_back), default=None)


def plan_all(ask: Ask) -> int:
    """Makes and renews the plans of all deals whose buyer said yes, and ends those of which nobody says so any more."""
    asked = AskedPerson.objects.filter(comes_back=True, removed_at=None, debrief__kind="buyer")
    said_yes = set(asked.exclude(debrief__outcome="won").values_list("debrief__deal_id", flat=True))
    standing = set(Plan.objects.filter(ended_at=None).values_list("deal_id", flat=True))
    for deal in said_yes | standing:
        renew(ask, deal)
    return len(said_yes)


def renew(ask: Ask | None, deal_id: int) -> Plan | None:
    """The plan of a deal as the buyer's answers now have it; None where nobody said yes and there was none."""
    said = list_said(deal_id)
    yes = find_yes(said)
    with transaction.atomic():
        plan = Plan.objects.select_for_update().filter(deal_id=deal_id).first()
        if yes is None:
            if plan is not None and plan.ended_at is None:
                _end(plan)
            return plan
        if plan is None:
            plan = _make(deal_id)
        elif plan.ended_at is not None:
            plan.ended_at = None
            plan.save(update_fields=["ended_at"])
        _set_moments(plan, yes, _list_news(ask, deal_id, yes) if ask else [])
    return plan


def _make(deal_id: int) -> Plan:
    debrief = AskedPerson.objects.filter(debrief__deal_id=deal_id).select_related("debrief").order_by("id")[0].debrief
    return Plan.objects.create(deal_id=deal_id, deal_name=debrief.deal_name, owner_id=debrief.owner_id)


def _end(plan: Plan) -> None:
    """The buyer said no: what was planned is dropped."""
    plan.ended_at = timezone.now()
    plan.save(update_fields=["ended_at"])
    for moment in plan.moments.filter(done_at=None, dropped_at=None):
        drop(moment)


def _set_moments(plan: Plan, yes: date, news: list[News]) -> None:
    """Makes the moments that are new, moves those that are to come, and drops those that fit no longer."""
    wanted = {
        one.key: one
        for one in plan_moments(
            yes,
            timezone.localdate(),
            contract_ends=plan.contract_ends,
            budget_month=plan.budget_month,
            news=news,
            holidays=list_holidays(),
        )
    }
    standing = {one.key: one for one in plan.moments.exclude(kind=Moment.Kind.OWN)}
    for key, moment in standing.items():
        is_ahead = moment.done_at is None and moment.dropped_at is None
        if is_ahead and key not in wanted and moment.due >= timezone.localdate():
            drop(moment)
        elif is_ahead and key in wanted and wanted[key].due != moment.due and moment.due > timezone.localdate():
            move(moment, wanted[key].due)
    for key, fitting in wanted.items():
        if key not in standing:
            add(plan, key, fitting.kind, fitting.due, fitting.about)


def add(plan: Plan, key: str, kind: str, due: date, about: str) -> Moment:
    """A moment with its task, made once for a key."""
    told = {"kind": kind, "due": due, "about": about}
    moment, is_new = Moment.objects.get_or_create(plan=plan, key=key, defaults=told)
    if is_new:
        moment.task = Task.objects.create(
            key=f"keep_in_touch {moment.pk}",
            kind="keep_in_touch",
            deal_id=plan.deal_id,
            deal_name=plan.deal_name,
            seller_id=plan.owner_id,
            owner=find_user(plan.owner_id),
            due=due,
            text=str(_("keep in touch: %(why)s") % {"why": moment.get_kind_display()}),
            address=reverse("moment", args=[moment.pk]),
        )
        moment.save(update_fields=["task"])
    return moment


def move(moment: Moment, due: date) -> None:
    """To another day."""
    moment.due = due
    moment.save(update_fields=["due"])
    if moment.task_id:
        Task.objects.filter(pk=moment.task_id).update(due=due)


def drop(moment: Moment) -> None:
    """It is left out, and its task with it."""
    moment.dropped_at = timezone.now()
    moment.save(update_fields=["dropped_at"])
    if moment.task_id is not None:
        Task.objects.filter(pk=moment.task_id, done_at=None).update(dropped_at=timezone.now())


def _list_news(ask: Ask, deal_id: int, since: date) -> list[News]:
    """Who joined or rose at the account since the yes."""
    begun = int(datetime(since.year, since.month, since.day, tzinfo=UTC).timestamp())
    rows = ask(
        "SELECT c.id, c.occurred_at, coalesce(c.name, ''), coalesce(c.title, ''), c.change FROM person_change c"
        f" JOIN deal d ON d.account_id = c.account_id WHERE d.id = {deal_id:d} AND NOT c.is_deleted"
        f" AND c.change IN ('joined', 'promoted') AND c.occurred_at >= {begun:d} ORDER BY c.occurred_at, c.id LIMIT 5"
    )
    return [
        News(f"news {number}", datetime.fromtimestamp(at, UTC).date(), ", ".join(filter(None, (name, title))))
        for number, at, name, title, _change in rows
    ]


def list_changed(deal_id: int) -> list[Action]:
    """What we changed since, as far as it came of this deal: something true to tell."""
    return list(Action.objects.filter(deal_id=deal_id).exclude(done_at=None).order_by("-done_at")[:6])
