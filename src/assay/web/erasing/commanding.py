"""Erasing a person from the command line."""

from dataclasses import dataclass

from assay.domain.errors import InputError
from assay.store.home import Home
from assay.web.erasing.erasing import Meant, ask_to_erase, count_all, erase, find_person, search_everybody
from assay.web.erasing.words import name_counts, name_side


@dataclass(frozen=True)
class Plan:
    """Who is meant. text: what would go, to be read first."""

    meant: Meant
    text: str


def describe_plan(home: Home, wanted: str) -> Plan:
    """Who is meant and what would go. Raises InputError where nobody is called so, or more than one."""
    meant = _choose(home, wanted)
    counts = name_counts(count_all(home, meant))
    lines = [f"{meant.person.name}, {name_side(meant.side)}", *(f"  {count:>9,}  {what}" for what, count in counts)]
    if meant.person.told.is_shared:
        lines.append("Somebody else has the same name: it is masked only where this person took part.")
    lines += [f"The account {user.email} is closed." for user in meant.users]
    return Plan(meant, "\n".join(lines))


def _choose(home: Home, wanted: str) -> Meant:
    side, _, key = wanted.partition(":")
    if side in ("person", "seller", "user") and key.isascii() and key.isdecimal():
        return find_person(home, side, key)
    found = search_everybody(home, wanted)
    if len(found) == 1:
        return find_person(home, found[0].side, str(found[0].id))
    if not found:
        raise InputError(f"Nobody is called {wanted!r}.", fix="Try a part of the name, or the address.")
    lines = [f"  {one.side}:{one.id}  {one.name}  {one.address}  {one.where}".rstrip() for one in found]
    raise InputError(f"{len(found)} people may be meant.", fix="\n".join(["Name one of them:", *lines]))


def erase_now(home: Home, plan: Plan, reference: str) -> str:
    """Erases the person; the receipt. Raises RetryLater while an import or a run is at work."""
    done = erase(home, ask_to_erase(plan.meant, None, reference))
    lines = [
        f"Receipt of erasure {done.pk}: {name_side(done.side)}" + (f", {done.reference}" if done.reference else ""),
        f"  done at {done.done_at:%Y-%m-%d %H:%M:%S} UTC",
        *(f"  {count:>9,}  {what}" for what, count in name_counts(done.counts)),
        f"  hash {done.seal}",
        "Backups, and files outside this home, are yours to see to. assay run brings the results up to date.",
    ]
    return "\n".join(lines)
