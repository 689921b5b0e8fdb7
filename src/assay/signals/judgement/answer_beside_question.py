"""Answer beside the question

Question: Did we write about something other than what the buyer had asked?
Fires: when after at least two messages of the buyer that asked something, none of our messages of the next seven days
    has a word in common with the questions, the sentences before them or their subject line, though each is long enough
    to tell.
Says: We wrote back {value} without a word of what the buyer had asked about; the last of these answers is of {day}.
Value: times
Reads: deal, event, question, reply
Unknown: The texts of the buyer's questions or of our answers are not on record, or too few of them can be judged. One
    cannot be judged where an answer is short, had an attachment, points to one or to a link, is in another language or
    puts the answer off, where the source does not tell of attachments, or where a conversation was held meanwhile or
    within three days. Export e-mails of both directions with their text and whether something was attached.
Evidence: The messages of the buyer, and ours after them.
Source: F11. Words are compared, not meanings: those of four letters or more that are no stop words, by their first five
    letters. An answer in other words than the question looks like one beside it, so that it takes two, and a plain yes
    or no, or a number where one was asked for, counts as an answer. A wrong answer in the right words is missed.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.answering import end_day, find_next
from assay.signals.meaning import is_held_conversation
from assay.signals.shape import give_answers, give_evidence, join_found


# Forty words are three sentences: whoever writes them about the question is hardly able to avoid all of its words. One
# word of matter in a question is too few to look for.
def answer_beside_question(
    book: Book,
    *,
    times: int = 2,
    answer_days: int = 7,
    talk_days: int = 3,
    question_words: int = 2,
    reply_words: int = 40,
) -> ir.Table:
    """Messages of the buyer that were answered without a word of theirs."""
    limits = {"answer_days": answer_days, "talk_days": talk_days, "question_words": question_words}
    judged = _judge_answers(book, reply_words=reply_words, **limits)
    beside = judged.filter(judged.is_beside)
    told = judged.group_by("deal_id").aggregate(
        met=judged.is_met.ifelse(1, 0).sum(), untold=judged.is_untold.ifelse(1, 0).sum()
    )
    found = beside.group_by("deal_id").aggregate(beside=beside.count(), last_at=beside.last_at.max())
    deals = join_found(book.deal, told, found)
    count = deals.beside.fill_null(0)
    return give_answers(
        deals,
        hit=deals.beside >= times,
        clear=(deals.met > 0) & (count + deals.untold < times),
        value=count,
        hit_at=deals.last_at,
    )


def evidence(
    book: Book,
    *,
    times: int = 2,
    answer_days: int = 7,
    talk_days: int = 3,
    question_words: int = 2,
    reply_words: int = 40,
) -> ir.Table:
    """The questions and the answers beside them, of the deals that were hit."""
    limits = {"answer_days": answer_days, "talk_days": talk_days, "question_words": question_words}
    answers = answer_beside_question(book, times=times, reply_words=reply_words, **limits)
    judged = _judge_answers(book, reply_words=reply_words, **limits)
    beside = judged.filter(judged.is_beside)
    ours = _find_replies(book, answer_days).semi_join(beside, ["deal_id", beside.row_id == _.question_id])
    told = ibis.union(
        beside.select("deal_id", activity_id=beside.row_id, occurred_at=beside.written_at),
        ours.select("deal_id", "activity_id", "occurred_at"),
        distinct=True,
    )
    return give_evidence(told, answers, "activity")


def _judge_answers(book: Book, *, answer_days: int, talk_days: int, question_words: int, reply_words: int) -> ir.Table:
    """Each message of the buyer that asked something and was answered: met, beside it, or nobody can tell."""
    question = book.question.filter(
        (book.question.asked_in == "message") & (book.question.content_words >= question_words)
    )
    replies = _find_replies(book, answer_days)
    is_plain = (replies.words >= reply_words) & ~replies.has_attachment & replies.shared.notnull()
    answered = replies.group_by(["deal_id", "question_id"]).aggregate(
        shared=replies.shared.max(),
        untold=(~is_plain.fill_null(False)).ifelse(1, 0).sum(),
        last_at=replies.occurred_at.max(),
    )
    asked = question.mutate(written_at=question.occurred_at, asked_at=end_day(question.occurred_at)).inner_join(
        answered, ["deal_id", question.row_id == answered.question_id]
    )
    talks = book.event.filter(is_held_conversation(book.event))
    # A message and a talk of the same day tell nothing of their order where they have no time of day.
    told = find_next(asked.mutate(asked_at=asked.asked_at - asked.asked_at % DAY), talks, talk_at=ibis.literal(True))
    is_talked = (told.talk_at <= told.last_at + talk_days * DAY).fill_null(False)
    judged = told.mutate(
        is_met=(told.shared > 0).fill_null(False), is_beside=(told.shared == 0) & (told.untold == 0) & ~is_talked
    ).fill_null({"is_beside": False})
    return judged.mutate(is_untold=~judged.is_met & ~judged.is_beside)


def _find_replies(book: Book, answer_days: int) -> ir.Table:
    """Our messages within the days after each question, with whether something was attached."""
    reply = book.reply.filter(book.reply.occurred_at <= book.reply.asked_at + answer_days * DAY)
    files = book.event.select("deal_id", "activity_id", "has_attachment")
    return reply.inner_join(files, ["deal_id", "activity_id"])
