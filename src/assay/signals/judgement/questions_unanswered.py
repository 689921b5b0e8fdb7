"""Questions left open in calls

Question: Did the buyer ask something in a call that nobody took up?
Fires: when after a question of the buyer our side said nothing more in the call, or put the answer off, and no message
    and no conversation of ours came within seven days. A question of ours in return takes it up.
Says: The buyer asked {value} in a call what was not taken up there, nor within a week; the latest was due on {day}.
Value: times
Reads: deal, event, question
Unknown: No question of the buyer is in a transcript; or somebody spoke next whose side is not known; no message of ours
    is on record, so that the answer may be missing too; or what came next may have been ours, a message without a
    direction or a meeting that was called off or never reported on. Import transcripts with the names of the speakers,
    and e-mails.
Evidence: The turns of speech with the questions.
Source: F11, T8, were buying cues missed. A question is a turn of the buyer with a question mark and a word of four
    letters or more that is no stop word; putting it off is told by common phrases of English, German, French and
    Spanish. A turn that speaks of something else counts as an answer, and so does any message within the week: words
    alone do not show whether it answered, so that most open questions are missed rather than one invented. A question
    to the buyer's own colleague is counted where the call ended with it.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.answering import find_next, find_our_words, find_writing
from assay.signals.shape import give_answers, give_evidence, join_found


def questions_unanswered(book: Book, *, answer_days: int = 7) -> ir.Table:
    """Questions in calls that were taken up neither there nor within a week."""
    judged = _judge_questions(book, answer_days)
    open_ones = judged.filter(judged.is_open)
    told = judged.group_by("deal_id").aggregate(
        answered=judged.is_answered.ifelse(1, 0).sum(), doubtful=judged.is_doubtful.ifelse(1, 0).sum()
    )
    found = open_ones.group_by("deal_id").aggregate(
        open=open_ones.count(), due_at=(open_ones.asked_at + answer_days * DAY).max()
    )
    deals = join_found(book.deal, told, found, find_writing(book))
    return give_answers(
        deals,
        hit=deals.we_wrote & (deals.open > 0),
        clear=(deals.answered > 0) & deals.open.isnull() & (deals.doubtful == 0),
        value=deals.open.fill_null(0),
        hit_at=deals.due_at,
    )


def evidence(book: Book, *, answer_days: int = 7) -> ir.Table:
    """The open questions of the deals that were hit."""
    answers = questions_unanswered(book, answer_days=answer_days)
    judged = _judge_questions(book, answer_days)
    return give_evidence(judged.filter(judged.is_open), answers, "utterance", "row_id")


def _judge_questions(book: Book, answer_days: int) -> ir.Table:
    """Each question of the buyer in a call: answered, open, or nobody can tell."""
    question = book.question.filter((book.question.asked_in == "call") & (book.question.content_words > 0))
    # The call itself is no answer to what was left open in it.
    asked = question.mutate(asked_at=question.occurred_at + 1).inner_join(
        book.deal.select("deal_id", "as_of"), "deal_id"
    )
    words = find_our_words(book)
    told = find_next(asked, words, sure_at=words.is_sure, next_at=ibis.literal(True))
    until = told.asked_at + answer_days * DAY
    taken_up = told.answer_words.notnull() & ~told.answer_defers.fill_null(False)
    left = ~taken_up & ~told.is_doubtful
    judged = told.mutate(
        is_answered=~told.is_doubtful & (taken_up | (told.sure_at < until).fill_null(False)),
        is_open=left & (ibis.coalesce(told.next_at, told.as_of + 1) >= until),
    )
    return judged.mutate(is_doubtful=~judged.is_answered & ~judged.is_open)
