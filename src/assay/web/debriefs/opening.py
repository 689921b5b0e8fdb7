"""Opens a debrief for every deal that has ended, and sets the tasks that follow, after each run. Nobody can opt out."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assay.asking.announcing import MetDeal, find_met
from assay.asking.ask import Ask, ask_through
from assay.asking.opening import SILENT, EndedDeal, find_ended, find_since, find_standing
from assay.asking.states import Kind, State
from assay.jobs.queue import enqueue
from assay.runs.results import open_results
from assay.store.home import Home, open_home
from assay.store.manifest import read_manifest
from assay.web.debriefs.models import Announcement, Debrief, Opening, Task
from assay.web.debriefs.moving import move
from assay.web.debriefs.tasks import Step, find_address, find_step, set_next_task
from assay.web.people.log import note
from assay.web.people.models import SellerLink

#: what is opened for each ended deal: the seller's own view comes before the buyer's
_KINDS = (Kind.SELF, Kind.BUYER)
#: rows of one statement to the database
_AT_ONCE = 500
#: within how many days an announcement is due
_ANNOUNCE_DAYS = 7


def ask_to_open() -> None:
    """Has the results looked through once after each run. Cheap: it is asked every few seconds."""
    root = Path(open_home().results)
    if not root.exists():
        return
    history = read_manifest(root).history
    if history and not Opening.objects.filter(run_id=history[-1].note).exists():
        enqueue("debriefs_open", key="debriefs_open")


def open_ended(home: Home) -> dict[str, Any]:
    """Opens what ended, takes back debriefs of silences that were none, sets and drops tasks of announcements.

    Done twice for one run it changes nothing the second time.
    """
    with open_results(home) as results:
        ask = ask_through(results.connection)
        ((run_id, as_of),) = ask("SELECT run_id, as_of FROM run")
        last = Opening.objects.exclude(run_id=run_id).first()
        ended = find_ended(ask, find_since(as_of, int(last.as_of.timestamp()) if last else None))
        with transaction.atomic():
            opened = _open_all(ended)
            withdrawn = _take_back_alive(ask)
            announcing = _set_announcements(find_met(ask))
            Opening.objects.update_or_create(
                run_id=run_id,
                defaults={"as_of": _moment(as_of), "opened": opened, "withdrawn": withdrawn},
            )
            if opened or withdrawn:
                note(None, "opened", "debriefs", run_id[:16], "", opened=opened, withdrawn=withdrawn)
    return {"opened": opened, "withdrawn": withdrawn, "announcing": announcing}


def _open_all(ended: Sequence[EndedDeal]) -> int:
    """How many deals a debrief was opened for; what was opened before stays as it is, but for how the deal ended."""
    known = {
        (deal, kind): (number, outcome, state)
        for deal, kind, number, outcome, state in Debrief.objects.filter(
            kind__in=_KINDS, number=1, deal_id__in=[one.deal_id for one in ended]
        ).values_list("deal_id", "kind", "pk", "outcome", "state")
    }
    users = _find_users()
    new = []
    for deal in ended:
        for kind in _KINDS:
            if (deal.deal_id, kind) not in known:
                new.append(_make(deal, kind, users.get(deal.owner_id or -1)))
        _follow_outcome(deal, [known[key] for kind in _KINDS if (key := (deal.deal_id, kind)) in known])
    Debrief.objects.bulk_create(new, batch_size=_AT_ONCE)
    tasks = [_make_task(one, step) for one in new if (step := find_step(one))]
    Task.objects.bulk_create(tasks, batch_size=_AT_ONCE, ignore_conflicts=True)
    return len({one.deal_id for one in new})


def _make(deal: EndedDeal, kind: Kind, asker: int | None) -> Debrief:
    return Debrief(
        deal_id=deal.deal_id,
        deal_name=deal.name[:300],
        account_id=deal.account_id,
        owner_id=deal.owner_id,
        outcome=deal.outcome,
        ended_at=_moment(deal.ended_at),
        kind=kind,
        asker_id=asker,
        circle="private" if kind == Kind.SELF else "team",
    )


def _make_task(debrief: Debrief, step: Step) -> Task:
    return Task(
        key=step.key,
        kind=step.kind,
        deal_id=debrief.deal_id,
        deal_name=debrief.deal_name,
        seller_id=debrief.owner_id,
        owner_id=debrief.asker_id,
        debrief=debrief,
        due=step.due,
        address=find_address(debrief),
    )


def _follow_outcome(deal: EndedDeal, known: Sequence[tuple[int, str, str]]) -> None:
    """A deal thought dead was closed since, a close was put right, or a trail is dead again: the debrief goes on."""
    for number, outcome, state in known:
        if outcome == deal.outcome and state != State.WITHDRAWN:
            continue
        debrief = Debrief.objects.get(pk=number)
        debrief.outcome, debrief.ended_at, debrief.version = deal.outcome, _moment(deal.ended_at), debrief.version + 1
        if state == State.WITHDRAWN:
            debrief.state = State.OPENED
        debrief.save()
        set_next_task(debrief)


def _take_back_alive(ask: Ask) -> int:
    """Withdraws debriefs of deals that were thought dead and are alive, as long as nobody at the buyer was asked."""
    thought = Debrief.objects.filter(outcome=SILENT, state__in=(State.OPENED, State.ACCEPTED))
    standing = find_standing(ask, set(thought.values_list("deal_id", flat=True)))
    alive = [one for one in thought if one.deal_id in standing and standing[one.deal_id].is_alive]
    for one in alive:
        move(None, one, State.WITHDRAWN, one.version)
    return len({one.deal_id for one in alive})


def _set_announcements(met: Sequence[MetDeal]) -> int:
    """A task for every open deal past its first meeting that nothing was announced on; others' are dropped."""
    done = set(Announcement.objects.filter(removed_at=None).values_list("deal_id", flat=True))
    due = {deal.deal_id: deal for deal in met if deal.deal_id not in done}
    standing = Task.objects.filter(kind="announce")
    waiting = standing.filter(done_at=None, dropped_at=None)
    over = [pk for pk, deal in waiting.values_list("pk", "deal_id") if deal not in due]
    for first in range(0, len(over), _AT_ONCE):
        standing.filter(pk__in=over[first : first + _AT_ONCE]).update(dropped_at=timezone.now())
    there = set(standing.values_list("deal_id", flat=True))
    users, day = _find_users(), timezone.localdate() + timedelta(days=_ANNOUNCE_DAYS)
    new = [_make_announcing(deal, users.get(deal.owner_id or -1), day) for key, deal in due.items() if key not in there]
    Task.objects.bulk_create(new, batch_size=_AT_ONCE, ignore_conflicts=True)
    return len(new)


def _make_announcing(deal: MetDeal, owner: int | None, day: date) -> Task:
    return Task(
        key=f"announce {deal.deal_id}",
        kind="announce",
        deal_id=deal.deal_id,
        deal_name=deal.name[:300],
        seller_id=deal.owner_id,
        owner_id=owner,
        due=day,
        address=reverse("announce", args=[deal.deal_id]),
    )


def _find_users() -> dict[int, int]:
    """Seller -> the user who is that seller and may sign in."""
    return dict(SellerLink.objects.filter(user__is_active=True).values_list("seller_id", "user_id"))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
