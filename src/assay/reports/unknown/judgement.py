"""What is missing of what was asked and answered, and of how sure we were."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assay.domain.spans import DAY
from assay.reports.deal_file import Change
from assay.reports.meaning import find_met, is_written_by_buyer
from assay.reports.unknown.case import (
    Case,
    Finder,
    say_nothing_of_ours,
    say_perhaps_ours,
)
from assay.reports.wording import write_count, write_day, write_list

#: forecast categories that count on the deal (signals/judgement/sure_and_then)
SURE_WORDS = ("commit", "committed", "forecast", "closed", "won")

_EXPORT_TEXT = "Export e-mails of both directions with their text and whether something was attached."


def _find_in_answers(case: Case) -> Iterator[str]:
    asked = [one for one in case.file.grounds.asked if one.asked_in == "message" and one.at <= case.as_of]
    asked = [one for one in asked if one.words >= case.threshold("question_words")]
    if not asked:
        yield from _say_unasked(case)
        return
    days = case.threshold("answer_days")
    replies = [one for one in case.file.grounds.replies if one.at <= min(one.asked_at + days * DAY, case.as_of)]
    yield f"The buyer asked something in {write_count(len(asked), 'message')}, and too few answers can be judged."
    counts = (
        ("without their text", sum(1 for one in replies if one.words is None)),
        ("with an attachment, or perhaps with one", sum(1 for one in replies if one.has_attachment is not False)),
        ("too short", sum(1 for one in replies if one.words is not None and one.words < case.threshold("reply_words"))),
        ("such that nobody can tell what they take up", sum(1 for one in replies if one.words and one.shared is None)),
    )
    found = [f"{count:,} {what}" for what, count in counts if count]
    if not replies:
        yield f"No message of ours is on record in the {days:.0f} days after it. {_EXPORT_TEXT}"
    elif found:
        yield f"Of {write_count(len(replies), 'answer')} of ours {write_list(found)}. {_EXPORT_TEXT}"
    if any(asked[0].at <= talk.at for talk in case.talks):
        yield "Where a conversation was held meanwhile or soon after, the question may have been taken up in it."


def _say_unasked(case: Case) -> Iterator[str]:
    written = [event for event in case.events if is_written_by_buyer(event)]
    textless = [event for event in written if not event.has_body]
    if not written:
        yield f"No message of the buyer is recorded by {case.day}. {_EXPORT_TEXT}"
    elif textless:
        yield f"{len(textless):,} of {write_count(len(written), 'message')} from the buyer have no text on record."
        yield _EXPORT_TEXT
    else:
        yield f"None of {write_count(len(written), 'message')} from the buyer asked anything that could be looked for."


def _find_in_questions(case: Case) -> Iterator[str]:
    asked = [one for one in case.file.grounds.asked if one.asked_in == "call" and one.at <= case.as_of]
    speeches = [one for one in case.file.grounds.speeches if one.at <= case.as_of]
    if not speeches:
        yield f"No call is transcribed by {case.day}. Import transcripts with the names of the speakers."
        return
    if not asked:
        count = write_count(len(speeches), "transcribed call")
        yield f"No question of the buyer stands in {count}. Import transcripts with the names of the speakers."
        return
    doubtful = sum(1 for one in asked if one.is_doubtful)
    if doubtful:
        yield f"After {write_count(doubtful, 'question')} somebody spoke next whose side is not known."
        yield "Import transcripts with the names of the speakers."
    yield from say_nothing_of_ours(case)
    yield from say_perhaps_ours(case)


def _find_in_cues(case: Case) -> Iterator[str]:
    cues = [one for one in case.file.grounds.cues if one.at <= case.as_of]
    if not cues:
        yield f"No buying cue of the buyer was found in calls and messages by {case.day}; only common phrases of"
        yield "English and German are found. Import transcripts with the names of the speakers, and e-mails with their"
        yield "text."
        return
    nothing = [*say_nothing_of_ours(case)]
    yield from nothing
    due = min(one.at for one in cues) + case.threshold("answer_days") * DAY
    if due > case.as_of:
        yield f"None of {write_count(len(cues), 'buying cue')} had fallen due by {case.day}: the first does on"
        yield f"{write_day(int(due))}."
    elif not nothing:
        yield f"Of {write_count(len(cues), 'buying cue')} too few can be judged: somebody spoke next whose side is not"
        yield "known, a message of ours has no text or points to an attachment, or a conversation followed a message."
        yield "Import transcripts with the names of the speakers, and e-mails of both directions with their text."


def _find_in_belief(case: Case) -> Iterator[str]:
    beliefs = case.list_changes("forecast_category") or case.list_changes("probability")
    if not beliefs:
        yield f"No forecast category and no probability is recorded by {case.day} with the day on which it was set."
        yield "Export the field history of the deals."
        return
    sure = next((change for change in beliefs if _is_sure(change, case.threshold("sure_from"))), None)
    if sure is None:
        yield f"The deal was never counted as sure by {case.day}, so that the question does not arise."
        return
    unseen = [*_say_unseen(case, sure.at)]
    if _is_sure(replace(beliefs[0], new=beliefs[0].old), case.threshold("sure_from")):
        unseen.append("it had been counted as sure before, and since when is not recorded")
    if unseen:
        day = write_day(sure.at)
        yield f"The deal was counted as sure from {day} on. Nothing that is recorded speaks against it, but not all is"
        yield f"recorded: {'; '.join(unseen)}. Export the field history of the deals, e-mails and calls with their"
        yield "direction, contact roles, and contacts with titles."


def _say_unseen(case: Case, sure_at: int) -> Iterator[str]:
    """What would speak against it if it were there to be seen."""
    if not any(event.at <= sure_at for event in case.words):
        yield "no word of the buyer before that day"
    if not case.list_changes("close_date"):
        yield "no close date with the day on which it was set"
    met = {person for event in case.told if event.at <= sure_at for person in find_met(event)}
    if not any(map(case.decides, met)):
        yield "whether anybody who decides had been met by then"


def _is_sure(change: Change, sure_from: float) -> bool:
    if change.field == "forecast_category":
        return change.new.lower() in SURE_WORDS
    try:
        number = float(change.new)
    except ValueError:
        return False
    # some sources write 0.9, others 90
    return (number / 100 if number > 1 else number) >= sure_from


FINDERS: Mapping[str, Finder] = {
    "judgement.answer_beside_question": _find_in_answers,
    "judgement.buying_cue_missed": _find_in_cues,
    "judgement.questions_unanswered": _find_in_questions,
    "judgement.sure_and_then": _find_in_belief,
}
