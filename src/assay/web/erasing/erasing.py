"""An erasure from beginning to end, as the page and the command line have it done."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assay.asking.erasing import erase_answers
from assay.asking.forgetting.finding import Candidate, Person, gather_person, search_people
from assay.asking.forgetting.forgetting import Erasure as Done
from assay.asking.forgetting.forgetting import describe_traces, forget_person, plan_erasure
from assay.domain.errors import InputError
from assay.jobs.queue import enqueue
from assay.runs.recordings.shelf import drop_recording, find_recording
from assay.sources.forgotten.hashed import Told, fold
from assay.store.home import Home
from assay.web.erasing.accounts import check_accounts, close_accounts, drop_invitations, find_accounts, list_users
from assay.web.erasing.models import Erasure
from assay.web.erasing.workflow import Cleared, Gone, forget_in_workflow, wipe_free_pages
from assay.web.people.log import note
from assay.web.people.models import User

Tell = Callable[[str], None]

_LONGEST = 20  # digits of a key of the record at most
#: texts that tell a person
_TEXTS = ("names", "addresses", "numbers", "ids", "lone")


@dataclass(frozen=True)
class Meant:
    """Whom a row of the record or an account names. side: person, seller or user.  number: of that row.

    users: the accounts of the person.
    """

    side: str
    number: int
    person: Person
    users: Sequence[User]

    def is_named(self, typed: str) -> bool:
        """Whether that is the name to confirm by."""
        return fold(typed) == fold(self.person.name)


def search_everybody(home: Home, wanted: str) -> list[Candidate]:
    """People of the record and users whose name or address holds the text; none for less than two letters."""
    wanted = wanted.strip()
    if len(wanted) < 2:
        return []
    found = search_people(home, wanted)
    known = {one.address for one in found if one.side == "seller"}
    users = list_users().filter(Q(email__icontains=wanted) | Q(name__icontains=wanted))
    return [*found, *(
        Candidate("user", user.pk, user.name, user.email, user.get_role_display(), str(user.team or ""), 0)
        for user in users if user.email not in known
    )]  # fmt: skip


def find_person(home: Home, side: str, key: str) -> Meant:
    """The person whom a row of the record or an account names. Raises InputError where none does."""
    number = int(key) if key.isascii() and key.isdecimal() and len(key) <= _LONGEST else -1
    if side in ("person", "seller"):
        person = gather_person(home, side, number)
        addresses = person.told.addresses if side == "seller" else ()
        return Meant(side, number, person, find_accounts(person.sellers, addresses))
    user = list_users().filter(pk=number).first()
    if side != "user" or user is None:
        raise InputError("There is no such person.", fix="Look for the name once more.")
    person = _find_seller(home, user)
    told = person.told
    told = replace(told, names=(told.names | {user.name}) - {""}, addresses=told.addresses | {user.email})
    return Meant(side, number, replace(person, told=told), [user])


def _find_seller(home: Home, user: User) -> Person:
    """The seller who the user is, with the keys of all of them, also of those that the record does not hold."""
    links = sorted(user.seller_links.values_list("seller_id", flat=True))
    person = Person((), (), Told())
    for key in links:
        with suppress(InputError):  # of a record that was imported anew
            person = gather_person(home, "seller", key)
    return replace(person, sellers=tuple(sorted({*person.sellers, *links})))


def count_all(home: Home, meant: Meant) -> dict[str, int]:
    """What would go, by what it is; nothing is changed."""
    done = plan_erasure(home, meant.person)
    gone = _describe(home, meant.person, [one.pk for one in meant.users])
    cleared = forget_in_workflow(gone, writes=False)
    recordings = sum(1 for one in done.recorded if find_recording(home, one))
    return _count(done, cleared, recordings, len(meant.users))


def ask_to_erase(meant: Meant, by: User | None, reference: str = "") -> Erasure:
    """An erasure that has not begun. Raises InputError where it would shut everybody out."""
    check_accounts(meant.users, by)
    return Erasure.objects.create(
        side=meant.side,
        told=_write_told(meant),
        reference=reference.strip()[:120],
        asked_by=by,
        asked_by_name=str(by) if by else "",
    )


def _write_told(meant: Meant) -> dict[str, Any]:
    person = meant.person
    return {
        "row": str(meant.number),
        "persons": list(map(str, person.persons)),
        "sellers": list(map(str, person.sellers)),
        "users": [one.pk for one in meant.users],
        **{name: sorted(getattr(person.told, name)) for name in _TEXTS},
        "is_shared": person.told.is_shared,
    }


def _read_told(told: Mapping[str, Any]) -> Person:
    texts = {name: frozenset(told[name]) for name in _TEXTS}
    persons, sellers = (tuple(map(int, told[side])) for side in ("persons", "sellers"))
    return Person(persons, sellers, Told(**texts, is_shared=told["is_shared"]))


def erase(home: Home, erasure: Erasure, tell: Tell = lambda step: None) -> Erasure:
    """Does it, or goes on with it. Raises RetryLater while an import or a run is at work."""
    if erasure.done_at:
        return erasure
    told, person = erasure.told, _read_told(erasure.told)
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
