"""What is missing of the rhythm of words, answers, meetings and calls."""

from collections.abc import Iterator, Mapping

from assay.domain.spans import DAY, GRACE, count_days
from assay.domain.tongue import mark, say, say_counted
from assay.reports.grounds import Speech
from assay.reports.meaning import CONVERSATIONS, MESSAGES, is_held_conversation, is_written_by_buyer
from assay.reports.silence import say_unsaid
from assay.reports.unknown.case import (
    EXPORT_BOTH,
    HIDDEN_DEEDS,
    Case,
    Finder,
    say_nothing_of_ours,
    say_opening,
    say_perhaps_ours,
    say_sideless,
    say_unmeasured,
    say_unreported,
    say_unsigned,
)
from assay.reports.wording import write_count, write_day, write_number

_EXPORT_TRANSCRIPTS = mark("Import transcripts with the names of the speakers.")
_EXPORT_WORDS = mark("Export e-mails and calls of both directions, and meetings.")
_EXPORT_STATUS = mark("Export meetings and calls with their status.")
_FEW_REPORTED = mark("Too few won deals say what became of their meetings by then to say what is typical.")
_FEW_TRANSCRIBED = mark("Too few won deals have transcripts by then to say what is typical.")


def _find_in_rhythm(case: Case) -> Iterator[str]:
    if case.has_ended and case.moment.last_word_at:
        grace = write_count(GRACE // DAY, "day")
        yield say("A look back ends {days} after the buyer's last word, before any silence could show.", days=grace)
        return
    words = case.words
    days = len({event.at // DAY for event in words})
    unsaid = say_unsaid(case.file, case.moment.last_word_at)
    if not words:
        yield say("Nothing that the buyer said is recorded by {day}.", day=case.day)
    elif days < case.threshold("spoken_days") and not (case.file.quiet and case.file.quiet.p_dead is not None):
        yield say_counted(
            "The buyer spoke on {n}\u00a0day only, so that there is no rhythm to go by, and too few silences of other "
            "deals were seen to end.",
            "The buyer spoke on {n}\u00a0days only, so that there is no rhythm to go by, and too few silences of other "
            "deals were seen to end.",
            days,
        )
    if unsaid and words:
        yield say("After that {messages}. Each may have been the buyer's word.", messages=unsaid)
    elif unsaid:
        yield f"{unsaid}."
    if not words or unsaid:
        yield say("Export e-mails and calls with their direction, and meetings.")


def _find_in_turn(case: Case) -> Iterator[str]:
    opened, turn = case.file.deal.opened_at, case.file.turn
    if opened is None:
        yield from say_opening(case)
        return
    words = [event for event in case.words if event.at >= opened]
    count = turn.words if turn else len(words)
    days = turn.days if turn else count_days(opened, words[-1].at) if words else 0
    is_short = days < case.threshold("least_days")
    if count < case.threshold("least_words") or is_short:
        yield f"{_say_few_words(count, days if is_short else None)} {say(_EXPORT_WORDS)}"


def _say_few_words(count: int, days: int | None) -> str:
    """How little was said in which no turn would show. days: in how few of them, where that is why."""
    if not count:
        return say("The record holds no word of the buyer since the opening, in which a turn would not show.")
    words = write_count(count, "word")
    if days is None:
        return say(
            "The record holds {words} of the buyer since the opening, in which a turn would not show.", words=words
        )
    return say_counted(
        "The record holds {words} of the buyer in {n}\u00a0day since the opening, in which a turn would not show.",
        "The record holds {words} of the buyer in {n}\u00a0days since the opening, in which a turn would not show.",
        days,
        words=words,
    )


def _find_in_waits(case: Case) -> Iterator[str]:
    unsigned, written = case.unsigned, [event for event in case.events if is_written_by_buyer(event)]
    if len(written) < 2:
        yield _say_few_messages(case, len(written))
    elif not unsigned:
        yield say("Too few waits for an answer of ours can be timed.")
        if case.has_ended and _hangs(case):
            yield say("The last one asked in vain, and in a deal that has ended it may have been a goodbye.")
    if unsigned:
        yield say_sideless(len(unsigned))
    yield say("Export e-mails, chats and calls with their direction.")


def _say_few_messages(case: Case, n: int) -> str:
    if not n:
        return say("The record holds no message from the buyer by {day}; two at least must be timed.", day=case.day)
    return say(
        "The record holds {messages} from the buyer by {day}; two at least must be timed.",
        messages=write_count(n, "message"),
        day=case.day,
    )


def _hangs(case: Case) -> bool:
    said = [event for event in case.events if event.kind in MESSAGES or is_held_conversation(event)]
    return bool(said) and is_written_by_buyer(said[-1])


def _find_in_missing_replies(case: Case) -> Iterator[str]:
    written = [event for event in case.events if is_written_by_buyer(event)]
    asked = [one for one in case.file.grounds.asked if one.asked_in == "message" and one.at <= case.as_of]
    if not written:
        said = say("No message of the buyer is recorded by {day}.", day=case.day)
        yield f"{said} {say(EXPORT_BOTH)}"
        return
    if not asked and all(event.has_body for event in written):
        yield say(
            "None of {messages} from the buyer asked anything, as far as a question mark tells, so that none called "
            "for an answer.",
            messages=write_count(len(written), "message"),
        )
        return
    nothing = [*say_nothing_of_ours(case)]
    yield from nothing or say_perhaps_ours(case)


def _find_in_gaps(case: Case) -> Iterator[str]:
    yield from say_opening(case)
    yield from say_nothing_of_ours(case, HIDDEN_DEEDS)
    yield from say_unsigned(case)
    yield from say_unreported(case)


def _find_in_promises(case: Case) -> Iterator[str]:
    promises = [one for one in case.file.grounds.promises if one.at <= case.as_of]
    if not promises:
        yield say("No promise of ours is recorded by {day}, as a task with a day or in words.", day=case.day)
        yield say("Export tasks with their due dates, e-mails with their text, and transcripts.")
        return
    grace, open_days = case.threshold("grace_days") * DAY, case.threshold("open_days") * DAY
    due = [one.at + open_days if one.due_at is None else one.due_at + grace for one in promises]
    if min(due) > case.as_of:
        yield say_counted(
            "Of {n}\u00a0promise of ours none had fallen due by {day}: the first does on {due}.",
            "Of {n}\u00a0promises of ours none had fallen due by {day}: the first does on {due}.",
            len(promises),
            day=case.day,
            due=write_day(int(min(due))),
        )
        return
    nothing = [*say_nothing_of_ours(case)]
    yield from nothing or say_perhaps_ours(case)


def _find_in_calls_off(case: Case) -> Iterator[str]:
    arranged = [one for one in case.events if one.kind in CONVERSATIONS and one.direction != "internal"]
    arranged = [one for one in arranged if one.kind != "call" or one.status != "missed"]
    if not arranged:
        said = say("No meeting, call or demo is recorded by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT_STATUS)}"
        return
    if all(event.status in ("planned", "unknown") for event in arranged):
        said = say_counted(
            "None of {n}\u00a0meeting, call or demo says whether it was held.",
            "None of {n}\u00a0meetings, calls and demos says whether it was held.",
            len(arranged),
        )
        yield f"{said} {say(_EXPORT_STATUS)}"
        return
    yield from say_unreported(case)
    yield from say_unmeasured(case, _FEW_REPORTED)


def _find_in_monologue(case: Case) -> Iterator[str]:
    both = _list_heard(case)
    yield from _say_unheard(case, both)
    if both:
        yield from _say_unplaced(both)
        yield from say_unmeasured(case, _FEW_TRANSCRIBED)


def _find_in_talk(case: Case) -> Iterator[str]:
    both = _list_heard(case)
    yield from _say_unheard(case, both)
    words = sum(one.ours + one.theirs for one in both)
    if both and words < case.threshold("enough_words"):
        said = say_counted(
            "{calls} with both sides hold {n}\u00a0word only.",
            "{calls} with both sides hold {n}\u00a0words only.",
            words,
            calls=write_count(len(both), "transcribed call"),
        )
        yield f"{said} {say(_EXPORT_TRANSCRIPTS)}"
    yield from _say_unplaced(both)


def _list_heard(case: Case) -> list[Speech]:
    """The transcribed calls in which both sides are heard."""
    return [one for one in case.file.grounds.speeches if one.at <= case.as_of and one.ours > 0 and one.theirs > 0]


def _say_unheard(case: Case, both: list[Speech]) -> Iterator[str]:
    calls = [one for one in case.file.grounds.speeches if one.at <= case.as_of]
    if not calls:
        said = say("No call is transcribed by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT_TRANSCRIPTS)}"
    elif not both:
        said = say_counted(
            "In {n}\u00a0transcribed call not both sides are told apart.",
            "In {n}\u00a0transcribed calls not both sides are told apart.",
            len(calls),
        )
        yield f"{said} {say(_EXPORT_TRANSCRIPTS)}"


def _say_unplaced(calls: list[Speech]) -> Iterator[str]:
    unplaced, words = sum(one.unplaced for one in calls), sum(one.ours + one.theirs + one.unplaced for one in calls)
    if unplaced:
        yield say_counted(
            "Of {n}\u00a0word in the transcripts {unplaced} are of speakers whose side is not known.",
            "Of {n}\u00a0words in the transcripts {unplaced} are of speakers whose side is not known.",
            words,
            unplaced=write_number(unplaced),
        )
        yield say(_EXPORT_TRANSCRIPTS)


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
