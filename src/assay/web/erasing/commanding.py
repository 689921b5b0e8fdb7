"""Erasing a person from the command line."""

from dataclasses import dataclass

from assay.asking.forgetting.finding import search_people
from assay.domain.errors import InputError
from assay.store.home import Home
from assay.web.erasing.erasing import ask_to_erase, count_all, erase, find_person
from assay.web.erasing.words import name_counts, name_side
from assay.web.people.models import User


@dataclass(frozen=True)
class Plan:
    """Who is meant. text: what would go, to be read first."""

    side: str
    number: int
    name: str
    text: str


def describe_plan(home: Home, wanted: str) -> Plan:
    """Who is meant and what would go. Raises InputError where nobody is called so, or more than one."""
    side, number = _choose(home, wanted)
    person, users = find_person(home, side, number)
    counts = name_counts(count_all(home, side, number))
    lines = [f"{person.name}, {name_side(side)}", *(f"  {count:>9,}  {what}" for what, count in counts)]
    if person.told.is_shared:
        lines.append("Somebody else has the same name: it is masked only where this person took part.")
    lines += [f"The account {user.email} is closed." for user in users]
    return Plan(side, number, person.name, "\n".join(lines))


def _choose(home: Home, wanted: str) -> tuple[str, int]:
    side, _, key = wanted.partition(":")
    if side in ("person", "seller", "user") and key.isascii() and key.isdecimal():
        return side, int(key)
    found = [(one.side, one.id, one.name, one.address, one.where) for one in search_people(home, wanted)]
    known = {address for _, _, _, address, _ in found}
    users = User.objects.filter(email__icontains=wanted) | User.objects.filter(name__icontains=wanted)
    found += [("user", one.pk, one.name, one.email, "") for one in users if one.email not in known]
    if len(found) == 1:
        return found[0][:2]
    if not found:
        raise InputError(f"Nobody is called {wanted!r}.", fix="Try a part of the name, or the address.")
    lines = [f"  {side}:{key}  {name}  {address}  {where}".rstrip() for side, key, name, address, where in found]
    raise InputError(f"{len(found)} people may be meant.", fix="\n".join(["Name one of them:", *lines]))


def erase_now(home: Home, plan: Plan, reference: str) -> str:
    """Erases the person; the receipt. Raises RetryLater while an import or a run is at work."""
    done = erase(home, ask_to_erase(home, plan.side, plan.number, None, reference))
    assert done.done_at is not None  # noqa: S101 - erase raises where it could not finish
    lines = [
        f"Receipt of erasure {done.pk}: {name_side(done.side)}" + (f", {done.reference}" if done.reference else ""),
        f"  done at {done.done_at:%Y-%m-%d %H:%M:%S} UTC",
        *(f"  {count:>9,}  {what}" for what, count in name_counts(done.counts)),
        f"  hash {done.seal}",
        "Backups, and files outside this home, are yours to see to. assay run brings the results up to date.",
    ]
    return "\n".join(lines)
