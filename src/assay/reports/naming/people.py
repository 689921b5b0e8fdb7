"""Names of people: buyers who were met, who decide, who wrote, who came and went; ours who were in contact."""

from collections.abc import Mapping

from assay.domain.seniority import DIRECTOR
from assay.domain.tongue import say
from assay.reports.meaning import decides, find_met, is_written_by_buyer, list_met
from assay.reports.naming.evidence import Evidence, Namer
from assay.reports.wording import write_list


def _name_met(found: Evidence) -> str:
    """Whoever met us or wrote to us in the rows."""
    return found.call_people(person for event in found.events for person in find_met(event))


def _name_met_with(found: Evidence) -> str:
    names = _name_met(found)
    return say("with {names}", names=names) if names else ""


def _name_writers(found: Evidence) -> str:
    """Whoever wrote the buyer's messages among the rows."""
    return found.call_people(
        person for event in found.events if is_written_by_buyer(event) for person in find_met(event)
    )


def _name_speakers(found: Evidence) -> str:
    return write_list(list(dict.fromkeys(turn.speaker for turn in found.utterances if turn.speaker)))


def _name_champions(found: Evidence) -> str:
    return found.call_people(person.id for person in found.file.people if "champion" in person.roles)


def _name_decider_lost(found: Evidence) -> str:
    """Whoever decides among those of the first talk, which is the last one with them."""
    first = found.events[:1]
    known = found.people
    met = [person for event in first for person in find_met(event) if person in known]
    return found.call_people((person for person in met if decides(known[person])), with_titles=True)


def _name_deciders(found: Evidence) -> str:
    """Whoever is known to decide on this deal."""
    return found.call_people((one.id for one in found.file.people if decides(one)), with_titles=True)


def _name_unmet_deciders(found: Evidence) -> str:
    """Whoever is known to decide and was never met: the rows name their roles."""
    met = list_met(found.events)
    unmet = [one for one in found.file.people if one.role_row in found.roles and one.id not in met]
    names = found.call_people((one.id for one in unmet if decides(one)), with_titles=True)
    return say("not {names} either", names=names) if names else ""


def _name_higher(found: Evidence) -> str:
    """Whoever was in a later demo, at director level or above, and not in the first."""
    first = {person for event in found.events[:1] for person in event.people}
    later = [person for event in found.events[1:] for person in event.people if person not in first]
    known = found.people
    return found.call_people((one for one in later if one in known and known[one].rank >= DIRECTOR), with_titles=True)


def _name_ours(found: Evidence) -> str:
    return write_list(list(dict.fromkeys(name for event in found.events for name in event.ours)))


def _name_owners(found: Evidence) -> str:
    """The owners in their order: each change by whom it brought."""
    changes = found.list_changes("owner")
    if not changes:
        return ""
    first = [changes[0].old] if changes[0].old else []
    return say(", then ").join([*first, *(change.new for change in changes if change.new)])


def _name_taken_over(found: Evidence) -> str:
    changes = found.list_changes("owner")
    return say(" to ").join(filter(None, (changes[0].old, changes[0].new))) if changes else ""


def _name_moved(found: Evidence) -> str:
    """Those who came, went or rose, with their titles and from where they came."""
    names = []
    for move in found.moves:
        origin = say("from {employer}", employer=move.from_employer) if move.from_employer else ""
        names.append(", ".join(filter(None, (move.name, move.title, origin))))
    return "; ".join(dict.fromkeys(names))


NAMERS: Mapping[str, tuple[tuple[str, Namer], ...]] = {
    "buyer_change.new_leader_from_rival_buyer": (("who may decide", _name_moved),),
    "buyer_change.somebody_joined": (("of weight for this deal", _name_moved),),
    "buyer_change.somebody_left": (("of weight for this deal", _name_moved),),
    "buyer_change.somebody_rose_or_moved": (("of weight for this deal", _name_moved),),
    "judgement.questions_unanswered": (("The buyer", _name_speakers),),
    "people.began_too_low": (("the first conversations", _name_met_with),),
    "people.champion_not_equipped": (("had reached the champion", _name_champions),),
    "people.champion_silent": (("the champion's last word", _name_champions),),
    "people.decider_lost": (("anybody who decides", _name_decider_lost),),
    "people.decider_met_late": (("nobody who decides", _name_deciders),),
    "people.demo_repeated_upward": (("to people higher up", _name_higher),),
    "people.few_buyers_engaged": (("on the buyer's side", _name_met),),
    "people.many_handovers": (("on our side", _name_owners),),
    "people.many_on_our_side": (("on our side", _name_ours),),
    "people.no_decision_maker_met": (
        ("on the buyer's side", _name_met),
        ("nobody who is known to decide", _name_unmet_deciders),
    ),
    "people.rest_after_handover": (("After a handover", _name_taken_over),),
    "people.single_thread": (("one person alone", _name_met),),
    "people.single_thread_on_our_side": (("One person on our side alone", _name_ours),),
    "process.proposal_before_decider": (("on the buyer's side", _name_met),),
    "rhythm.long_monologue": (("our side", _name_speakers),),
    "rhythm.replies_missing": (("The buyer", _name_writers),),
    "rhythm.slow_replies": (("the buyer", _name_writers),),
}
