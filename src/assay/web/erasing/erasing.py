"""An erasure from beginning to end, as the page and the command line have it done."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from assay.asking.erasing import erase_answers
from assay.asking.forgetting.finding import Person, gather_person
from assay.asking.forgetting.forgetting import Erasure as Done
from assay.asking.forgetting.forgetting import describe_traces, forget_person, plan_erasure
from assay.domain.errors import InputError
from assay.jobs.queue import enqueue
from assay.runs.recordings.shelf import drop_recording, find_recording
from assay.sources.forgotten.hashed import Told
from assay.store.home import Home
from assay.web.erasing.accounts import check_accounts, close_accounts, drop_invitations, find_accounts
from assay.web.erasing.models import Erasure
from assay.web.erasing.workflow import Cleared, Gone, forget_in_workflow, wipe_free_pages
from assay.web.people.log import note
from assay.web.people.models import User

Tell = Callable[[str], None]


def find_person(home: Home, side: str, number: int) -> tuple[Person, list[User]]:
    """The person whom a row of the record or an account names, with the accounts. Raises InputError where none does."""
    if side in ("person", "seller"):
        person = gather_person(home, side, number)
        return person, find_accounts(person.sellers, person.told.addresses if side == "seller" else ())
    user = User.objects.filter(pk=number).first()
    if side != "user" or user is None or user.email.endswith("@erased.invalid"):
        raise InputError("There is no such person.", fix="Look for the name once more.")
    person = _find_seller(home, user)
    names, addresses = person.told.names | {user.name}, person.told.addresses | {user.email}
    return replace(person, told=replace(person.told, names=names - {""}, addresses=addresses)), [user]


def _find_seller(home: Home, user: User) -> Person:
    """The seller who the user is, with the keys of all of them, also of those that the record does not hold."""
    links = sorted(user.seller_links.values_list("seller_id", flat=True))
    person = Person((), (), Told())
    for key in links:
        with suppress(InputError):  # of a record that was imported anew
            person = gather_person(home, "seller", key)
    return replace(person, sellers=tuple(sorted({*person.sellers, *links})))


def count_all(home: Home, side: str, number: int) -> dict[str, int]:
    """What would go, by what it is; nothing is changed."""
    person, users = find_person(home, side, number)
    done = plan_erasure(home, person)
    cleared = forget_in_workflow(_describe(home, person, [one.pk for one in users]), writes=False)
    recordings = sum(1 for one in done.recorded if find_recording(home, one))
    return _count(done, cleared, recordings, len(users))


def ask_to_erase(home: Home, side: str, number: int, by: User | None, reference: str = "") -> Erasure:
    """An erasure, and the work that does it. Raises InputError where it would shut everybody out."""
    person, users = find_person(home, side, number)
    check_accounts(users, by)
    told = person.told
    with transaction.atomic():
        return Erasure.objects.create(
            side=side,
            told={
                "row": str(number),
                "persons": list(map(str, person.persons)),
                "sellers": list(map(str, person.sellers)),
                "users": [one.pk for one in users],
                **{name: sorted(getattr(told, name)) for name in ("names", "addresses", "numbers", "ids", "lone")},
                "is_shared": told.is_shared,
            },
            reference=reference.strip()[:120],
            asked_by=by,
            asked_by_name=str(by) if by else "",
        )


def erase(home: Home, erasure: Erasure, tell: Tell = lambda step: None) -> Erasure:
    """Does it, or goes on with it. Raises RetryLater while an import or a run is at work."""
    if erasure.done_at:
        return erasure
    told = erasure.told
    texts = {name: frozenset(told[name]) for name in ("names", "addresses", "numbers", "ids", "lone")}
    person = Person(tuple(map(int, told["persons"])), tuple(map(int, told["sellers"])),
                    Told(**texts, is_shared=told["is_shared"]))  # fmt: skip
    gone = _describe(home, person, told["users"])
    tell("record")
    done = forget_person(home, person)
    tell("recordings")
    recordings = _drop_recordings(home, done)
    tell("workflow")
    drop_invitations(person.told.addresses, person.sellers)
    cleared = forget_in_workflow(gone)
    accounts = close_accounts(told["users"])
    erase_answers(home, cleared.answers)
    _finish(erasure, _count(done, cleared, recordings, accounts))
    wipe_free_pages()
    for kind in ("run", "catalogue"):
        enqueue(kind, key=kind)
    return erasure


def _describe(home: Home, person: Person, users: list[int]) -> Gone:
    traces = describe_traces(home, person)
    return Gone(traces.mask, traces.needles, traces.keys, frozenset(users), traces.deals, traces.rows, traces.said)


def _drop_recordings(home: Home, done: Done) -> int:
    """A voice cannot be taken out of a recording, so that all of it goes; the words of others stay in the record."""
    found = [one for one in (find_recording(home, key) for key in done.recorded) if one]
    for recording in found:
        drop_recording(home, recording)
    return len(found)


def _count(done: Done, cleared: Cleared, recordings: int, accounts: int) -> dict[str, int]:
    counts = {f"record.{name}": count for name, count in done.rows.items()}
    counts |= {f"workflow.{name}": count for name, count in cleared.rows.items()}
    rest = {"quotes": done.quotes, "sources": done.sources, "masked": done.masked, "removed": done.removed,
            "made_ahead": done.made_ahead, "recordings": recordings, "accounts": accounts}  # fmt: skip
    return counts | {name: count for name, count in rest.items() if count}


def _finish(erasure: Erasure, counts: dict[str, Any]) -> None:
    before = erasure.counts
    erasure.counts = {name: before.get(name, 0) + counts.get(name, 0) for name in sorted({*before, *counts})}
    erasure.told, erasure.done_at = {}, timezone.now()
    erasure.seal = erasure.make_seal()
    with transaction.atomic():
        erasure.save()
        note(None, "erased", "person", erasure.pk, "", counts=erasure.counts)
