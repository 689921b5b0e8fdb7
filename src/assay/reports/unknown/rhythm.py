"""What is missing of the rhythm of words, answers, meetings and calls."""

from collections.abc import Iterator, Mapping

from assay.domain.spans import DAY, GRACE, count_days
from assay.reports.grounds import Speech
from assay.reports.meaning import CONVERSATIONS, MESSAGES, is_held_conversation, is_written_by_buyer
from assay.reports.silence import say_unsaid
from assay.reports.unknown.case import (
    Case,
    Finder,
    say_nothing_of_ours,
    say_opening,
    say_perhaps_ours,
    say_unmeasured,
    say_unreported,
    say_unsigned,
)
from assay.reports.wording import write_count, write_day

_EXPORT_TRANSCRIPTS = "Import transcripts with the names of the speakers."
_EXPORT_WORDS = "Export e-mails and calls of both directions, and meetings."


def _find_in_rhythm(case: Case) -> Iterator[str]:
    if case.has_ended and case.moment.last_word_at:
        grace = write_count(GRACE // DAY, "day")
        yield f"A look back ends {grace} after the buyer's last word, before any silence could show."
        return
    words = case.words
    days = len({event.at // DAY for event in words})
    unsaid = say_unsaid(case.file, case.moment.last_word_at)
    if not words:
        yield f"Nothing that the buyer said is recorded by {case.day}."
    elif days < case.threshold("spoken_days") and not (case.file.quiet and case.file.quiet.p_dead is not None):
        yield f"The buyer spoke on {write_count(days, 'day')} only, so that there is no rhythm to go by,"
        yield "and too few silences of other deals were seen to end."
    if unsaid:
        yield f"After that {unsaid}." if words else f"{unsaid[0].upper()}{unsaid[1:]}."
        if words:
            yield "Each may have been the buyer's word."
    if not words or unsaid:
        yield "Export e-mails and calls with their direction, and meetings."


def _find_in_turn(case: Case) -> Iterator[str]:
    opened, turn = case.file.deal.opened_at, case.file.turn
    if opened is None:
        yield from say_opening(case)
        return
    words = [event for event in case.words if event.at >= opened]
    count = turn.words if turn else len(words)
    days = turn.days if turn else count_days(opened, words[-1].at) if words else 0
    short = [f"in {write_count(days, 'day')}"] if days < case.threshold("least_days") else []
    if count < case.threshold("least_words") or short:
        held = write_count(count, "word") if count else "no word"
        over = f" {short[0]} since the opening" if short and count else " since the opening"
        yield f"The record holds {held} of the buyer{over}, in which a turn would not show. {_EXPORT_WORDS}"


def _find_in_waits(case: Case) -> Iterator[str]:
    unsigned, written = case.unsigned, [event for event in case.events if is_written_by_buyer(event)]
    if len(written) < 2:
        count = write_count(len(written), "message") if written else "no message"
        yield f"The record holds {count} from the buyer by {case.day}; two at least must be timed."
    elif not unsigned:
        hangs = " The last one asked in vain, and in a deal that has ended it may have been a goodbye."
        yield "Too few waits for an answer of ours can be timed." + (hangs if case.has_ended and _hangs(case) else "")
    if unsigned:
        yield f"{write_count(len(unsigned), 'message does', 'messages do')} not say which side wrote."
    yield "Export e-mails, chats and calls with their direction."


def _hangs(case: Case) -> bool:
    said = [event for event in case.events if event.kind in MESSAGES or is_held_conversation(event)]
    return bool(said) and is_written_by_buyer(said[-1])


def _find_in_missing_replies(case: Case) -> Iterator[str]:
    written = [event for event in case.events if is_written_by_buyer(event)]
    asked = [one for one in case.file.grounds.asked if one.asked_in == "message" and one.at <= case.as_of]
    if not written:
        yield f"No message of the buyer is recorded by {case.day}. Export e-mails and chats of both directions."
        return
    if not asked and all(event.has_body for event in written):
        yield f"None of {write_count(len(written), 'message')} from the buyer asked anything, as far as a question mark"
        yield "tells, so that none called for an answer."
        return
    nothing = [*say_nothing_of_ours(case)]
    yield from nothing or say_perhaps_ours(case)


def _find_in_gaps(case: Case) -> Iterator[str]:
    yield from say_opening(case)
    yield from say_nothing_of_ours(case, "other things that we did")
    yield from say_unsigned(case)
    yield from say_unreported(case)


def _find_in_promises(case: Case) -> Iterator[str]:
    promises = [one for one in case.file.grounds.promises if one.at <= case.as_of]
    if not promises:
        yield f"No promise of ours is recorded by {case.day}, as a task with a day or in words."
        yield "Export tasks with their due dates, e-mails with their text, and transcripts."
        return
    grace, open_days = case.threshold("grace_days") * DAY, case.threshold("open_days") * DAY
    due = [one.at + open_days if one.due_at is None else one.due_at + grace for one in promises]
    if min(due) > case.as_of:
        count = write_count(len(promises), "promise")
        yield f"Of {count} of ours none had fallen due by {case.day}: the first does on {write_day(int(min(due)))}."
        return
    nothing = [*say_nothing_of_ours(case)]
    yield from nothing or say_perhaps_ours(case)


def _find_in_calls_off(case: Case) -> Iterator[str]:
    arranged = [one for one in case.events if one.kind in CONVERSATIONS and one.direction != "internal"]
    arranged = [one for one in arranged if one.kind != "call" or one.status != "missed"]
    if not arranged:
        yield f"No meeting, call or demo is recorded by {case.day}. Export meetings and calls with their status."
        return
    if all(event.status in ("planned", "unknown") for event in arranged):
        count = write_count(len(arranged), "meeting, call or demo", "meetings, calls and demos")
        yield f"None of {count} says whether it was held. Export meetings and calls with their status."
        return
    yield from say_unreported(case)
    yield from say_unmeasured(case, "won deals say what became of their meetings")


def _find_in_monologue(case: Case) -> Iterator[str]:
    both = _list_heard(case)
    yield from _say_unheard(case, both)
    if both:
        yield from _say_unplaced(both)
        yield from say_unmeasured(case, "won deals have transcripts")


def _find_in_talk(case: Case) -> Iterator[str]:
    both = _list_heard(case)
    yield from _say_unheard(case, both)
    words = sum(one.ours + one.theirs for one in both)
    if both and words < case.threshold("enough_words"):
        count = write_count(len(both), "transcribed call")
        yield f"{count} with both sides hold {write_count(words, 'word')} only. {_EXPORT_TRANSCRIPTS}"
    yield from _say_unplaced(both)


def _list_heard(case: Case) -> list[Speech]:
    """The transcribed calls in which both sides are heard."""
    return [one for one in case.file.grounds.speeches if one.at <= case.as_of and one.ours > 0 and one.theirs > 0]


def _say_unheard(case: Case, both: list[Speech]) -> Iterator[str]:
    calls = [one for one in case.file.grounds.speeches if one.at <= case.as_of]
    if not calls:
        yield f"No call is transcribed by {case.day}. {_EXPORT_TRANSCRIPTS}"
    elif not both:
        yield f"In {write_count(len(calls), 'transcribed call')} not both sides are told apart. {_EXPORT_TRANSCRIPTS}"


def _say_unplaced(calls: list[Speech]) -> Iterator[str]:
    unplaced, words = sum(one.unplaced for one in calls), sum(one.ours + one.theirs + one.unplaced for one in calls)
    if unplaced:
        count = write_count(words, "word")
        yield f"Of {count} in the transcripts {unplaced:,} are of speakers whose side is not known."
        yield _EXPORT_TRANSCRIPTS


FINDERS: Mapping[str, Finder] = {
    "rhythm.gone_silent": _find_in_rhythm,
    "rhythm.long_gap_on_our_side": _find_in_gaps,
    "rhythm.long_monologue": _find_in_monologue,
    "rhythm.meetings_called_off": _find_in_calls_off,
    "rhythm.momentum_turned": _find_in_turn,
    "rhythm.promise_missed": _find_in_promises,
    "rhythm.replies_missing": _find_in_missing_replies,
    "rhythm.slow_replies": _find_in_waits,
    "rhythm.talked_too_much": _find_in_talk,
}
