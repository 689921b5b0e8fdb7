"""Whom at the buyer to ask: proposed with the figures behind it, chosen by whoever works on the debrief."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from assay.asking.capping import Cap
from assay.asking.whom import Candidate, propose_people
from assay.web.debriefs.models import AskedPerson, Debrief
from assay.web.people.log import note
from assay.web.people.sellers import ask_record
from assay.web.request import Request

#: at most one request to a person in a quarter of a year, over all deals
CAP = Cap(most=1, days=90)


def list_candidates(debrief: Debrief) -> list[Candidate]:
    """The buyer's people on the deal as the record has them now; requests of this debrief itself do not count."""
    return propose_people(ask_record, debrief.deal_id, _find_requests(debrief), timezone.localdate(), CAP)


def _find_requests(debrief: Debrief) -> dict[int, list[date]]:
    asked: dict[int, list[date]] = defaultdict(list)
    since = timezone.now() - timedelta(days=CAP.days + 1)
    rows = AskedPerson.objects.exclude(debrief=debrief).filter(asked_at__gt=since)
    for person, at in rows.values_list("person_id", "asked_at"):
        asked[person].append(timezone.localdate(at))
    return asked


def choose_people(request: Request, debrief: Debrief, chosen: Collection[int]) -> list[AskedPerson]:
    """Has these people asked, and no others but those who were asked already. Who may not be asked is left out."""
    offered = {one.person_id: one for one in list_candidates(debrief)}
    with transaction.atomic():
        Debrief.objects.select_for_update().get(pk=debrief.pk)
        standing = {one.person_id: one for one in debrief.people.all()}
        for number, person in standing.items():
            if number not in chosen and person.asked_at is None and person.removed_at is None:
                person.removed_at = timezone.now()
                person.save(update_fields=["removed_at"])
        for number in chosen:
            candidate = offered.get(number)
            if number in standing:
                if has_withdrawn(standing[number]):
                    continue
                AskedPerson.objects.filter(pk=standing[number].pk).update(removed_at=None)
            elif candidate is not None and not candidate.hindered:
                AskedPerson.objects.create(
                    debrief=debrief,
                    person_id=number,
                    name=candidate.name[:200],
                    role=candidate.role[:120],
                    figures=candidate.figures.as_json(),
                    chosen_by=request.user,
                )
        found = list(debrief.people.filter(removed_at=None))
    people = [str(one.person_id) for one in found]
    note(request, "changed", "debrief", debrief.pk, debrief.deal_name, people=people, deal=str(debrief.deal_id))
    return found


def has_withdrawn(person: AskedPerson) -> bool:
    """Whether this person took everything back: nobody of ours brings that person in again."""
    last = person.consents.last()
    return person.removed_at is not None and last is not None and not last.is_given


def is_hindered(debrief: Debrief, person: AskedPerson) -> str:
    """Why this person may not be asked now: do_not_contact, consent, cap, or empty."""
    return next((one.hindered for one in list_candidates(debrief) if one.person_id == person.person_id), "")
