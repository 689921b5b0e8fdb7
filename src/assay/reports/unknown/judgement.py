"""What is missing of what was asked and answered, and of how sure we were."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assay.domain.spans import DAY
from assay.domain.tongue import mark, say, say_counted
from assay.reports.deal_file import Change
from assay.reports.grounds import Reply
from assay.reports.meaning import find_met, is_written_by_buyer
from assay.reports.unknown.case import (
    Case,
    Finder,
    say_nothing_of_ours,
    say_perhaps_ours,
)
from assay.reports.wording import write_count, write_day, write_list, write_number

#: forecast categories that count on the deal (signals/judgement/sure_and_then)
SURE_WORDS = ("commit", "committed", "forecast", "closed", "won")

_EXPORT_TEXT = mark("Export e-mails of both directions with their text and whether something was attached.")
_EXPORT_SPEAKERS = mark("Import transcripts with the names of the speakers.")


def _find_in_answers(case: Case) -> Iterator[str]:
    asked = [one for one in case.file.grounds.asked if one.asked_in == "message" and one.at <= case.as_of]
    asked = [one for one in asked if one.words >= case.threshold("question_words")]
    if not asked:
        yield from _say_unasked(case)
        return
    days = case.threshold("answer_days")
    replies = [one for one in case.file.grounds.replies if one.at <= min(one.asked_at + days * DAY, case.as_of)]
    yield say(
        "The buyer asked something in {messages}, and too few answers can be judged.",
        messages=write_count(len(asked), "message"),
    )
    found = [*_say_unjudged(replies, case.threshold("reply_words"))]
    if not replies:
        said = say("No message of ours is on record in the {days} days after it.", days=write_number(days))
        yield f"{said} {say(_EXPORT_TEXT)}"
    elif found:
        answers = write_count(len(replies), "answer")
        said = say("Of {answers} of ours {found}.", answers=answers, found=write_list(found))
        yield f"{said} {say(_EXPORT_TEXT)}"
    if any(asked[0].at <= talk.at for talk in case.talks):
        yield say("Where a conversation was held meanwhile or soon after, the question may have been taken up in it.")


def _say_unjudged(replies: list[Reply], enough_words: float) -> Iterator[str]:
    """How many answers cannot be judged, by what hides it; below `enough_words` one is too short."""
    textless = sum(1 for one in replies if one.words is None)
    if textless:
        yield say_counted("{n} without their text", "{n} without their text", textless)
    attached = sum(1 for one in replies if one.has_attachment is not False)
    if attached:
        yield say_counted(
            "{n} with an attachment, or perhaps with one", "{n} with an attachment, or perhaps with one", attached
        )
    short = sum(1 for one in replies if one.words is not None and one.words < enough_words)
    if short:
        yield say_counted("{n} too short", "{n} too short", short)
    strange = sum(1 for one in replies if one.words and one.shared is None)
    if strange:
        yield say_counted(
            "{n} such that nobody can tell what they take up",
            "{n} such that nobody can tell what they take up",
            strange,
        )


def _say_unasked(case: Case) -> Iterator[str]:
    written = [event for event in case.events if is_written_by_buyer(event)]
    textless = [event for event in written if not event.has_body]
    if not written:
        said = say("No message of the buyer is recorded by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT_TEXT)}"
    elif textless:
        yield say_counted(
            "{n} of {messages} from the buyer have no text on record.",
            "{n} of {messages} from the buyer have no text on record.",
            len(textless),
            messages=write_count(len(written), "message"),
        )
        yield say(_EXPORT_TEXT)
    else:
        yield say(
            "None of {messages} from the buyer asked anything that could be looked for.",
            messages=write_count(len(written), "message"),
        )


def _find_in_questions(case: Case) -> Iterator[str]:
    asked = [one for one in case.file.grounds.asked if one.asked_in == "call" and one.at <= case.as_of]
    speeches = [one for one in case.file.grounds.speeches if one.at <= case.as_of]
    if not speeches:
        said = say("No call is transcribed by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT_SPEAKERS)}"
        return
    if not asked:
        said = say_counted(
            "No question of the buyer stands in {n}\u00a0transcribed call.",
            "No question of the buyer stands in {n}\u00a0transcribed calls.",
            len(speeches),
        )
        yield f"{said} {say(_EXPORT_SPEAKERS)}"
        return
    doubtful = sum(1 for one in asked if one.is_doubtful)
    if doubtful:
        questions = write_count(doubtful, "question")
        yield say("After {questions} somebody spoke next whose side is not known.", questions=questions)
        yield say(_EXPORT_SPEAKERS)
    yield from say_nothing_of_ours(case)
    yield from say_perhaps_ours(case)


def _find_in_cues(case: Case) -> Iterator[str]:
    cues = [one for one in case.file.grounds.cues if one.at <= case.as_of]
    if not cues:
        yield say(
            "No buying cue of the buyer was found in calls and messages by {day}; only common phrases of English and "
            "German are found. Import transcripts with the names of the speakers, and e-mails with their text.",
            day=case.day,
        )
        return
    nothing = [*say_nothing_of_ours(case)]
    yield from nothing
    due = min(one.at for one in cues) + case.threshold("answer_days") * DAY
    if due > case.as_of:
        yield say_counted(
            "None of {n}\u00a0buying cue had fallen due by {day}: the first does on {due}.",
            "None of {n}\u00a0buying cues had fallen due by {day}: the first does on {due}.",
            len(cues),
            day=case.day,
            due=write_day(int(due)),
        )
    elif not nothing:
        yield say_counted(
            "Of {n}\u00a0buying cue too few can be judged: somebody spoke next whose side is not known, a message of "
            "ours has no text or points to an attachment, or a conversation followed a message.",
            "Of {n}\u00a0buying cues too few can be judged: somebody spoke next whose side is not known, a message of "
            "ours has no text or points to an attachment, or a conversation followed a message.",
            len(cues),
        )
        yield say("Import transcripts with the names of the speakers, and e-mails of both directions with their text.")


def _find_in_belief(case: Case) -> Iterator[str]:
    beliefs = case.list_changes("forecast_category") or case.list_changes("probability")
    if not beliefs:
        yield say(
            "No forecast category and no probability is recorded by {day} with the day on which it was set.",
            day=case.day,
        )
        yield say("Export the field history of the deals.")
        return
    sure = next((change for change in beliefs if _is_sure(change, case.threshold("sure_from"))), None)
    if sure is None:
        yield say("The deal was never counted as sure by {day}, so that the question does not arise.", day=case.day)
        return
    unseen = [*_say_unseen(case, sure.at)]
    if _is_sure(replace(beliefs[0], new=beliefs[0].old), case.threshold("sure_from")):
        unseen.append(say("it had been counted as sure before, and since when is not recorded"))
    if unseen:
        yield say(
            "The deal was counted as sure from {day} on. Nothing that is recorded speaks against it, but not all is "
            "recorded: {unseen}. Export the field history of the deals, e-mails and calls with their direction, "
            "contact roles, and contacts with titles.",
            day=write_day(sure.at),
            unseen="; ".join(unseen),
        )


def _say_unseen(case: Case, sure_at: int) -> Iterator[str]:
    """What would speak against it if it were there to be seen."""
    if not any(event.at <= sure_at for event in case.words):
        yield say("no word of the buyer before that day")
    if not case.list_changes("close_date"):
        yield say("no close date with the day on which it was set")
    met = {person for event in case.told if event.at <= sure_at for person in find_met(event)}
    if not any(map(case.decides, met)):
        yield say("whether anybody who decides had been met by then")


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
