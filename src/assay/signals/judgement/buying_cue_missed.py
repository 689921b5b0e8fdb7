"""Buying cues missed

Question: Did the buyer show signs of buying that our side did not take up?
Fires: when at least two buying cues of the buyer, in calls and messages, were not taken up by us, and their share of
    those that can be judged is greater than in nine of ten won deals of its size. Where too few won deals have cues,
    when it is more than half. A cue is a sentence about by when they want it, with what money, who else decides, how it
    would be brought in, or who has it already. It is taken up when in our next two turns of the call, or in a message
    of ours within seven days, we refer to it, ask on or answer.
Says: Our side did not take up {value} of the buying cues in calls and messages; the latest of those fell due on {day}.
Value: share
Reads: deal, event, cue, cue_reply, baseline
Unknown: No buying cue of the buyer is on record, or none that can be judged; or no message of ours is on record, so
    that one which took it up may be missing too. One cannot be judged where somebody spoke next whose side is not
    known, where a message of ours has no text or points to an attachment, a link or a talk to come, or where a
    conversation was held in the week after a message. Import transcripts with the names of the speakers, and e-mails of
    both directions with their text.
Evidence: The turns of speech and messages with the cues that were not taken up.
Source: T8, were buying cues missed. Cues and their uptake are told by common phrases of English and German: others are
    missed, and so is an answer in other words. An objection is no cue. Silence of ours counts as not taking up, whoever
    was to speak.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.answering import find_next, find_writing
from assay.signals.meaning import is_held_conversation
from assay.signals.shape import find_usual, give_answers, give_evidence, join_found

#: cues below which a won deal's share says nothing about what is usual
ENOUGH_CUES = 3


def buying_cue_missed(
    book: Book, *, times: int = 2, answer_days: int = 7, percentile: int = 90, most_share: float = 0.5
) -> ir.Table:
    """The share of buying cues that our side did not take up."""
    deals = join_found(book.deal, _count_cues(_judge_cues(book, answer_days)), find_writing(book))
    deals = join_found(deals, find_usual(book, percentile))
    limit = ibis.coalesce(deals.usual, ibis.literal(most_share))
    judged = deals.missed + deals.taken
    everything = judged + deals.doubtful
    # As good as all that is doubtful may have been taken up, or none of it.
    may_miss = deals.missed + deals.doubtful
    return give_answers(
        deals,
        hit=deals.we_wrote & (deals.missed >= times) & (deals.missed / everything > limit),
        clear=deals.we_wrote & (judged > 0) & ((may_miss < times) | (may_miss / everything <= limit)),
        value=deals.missed / judged.nullif(0),
        hit_at=deals.due_at,
    )


def evidence(
    book: Book, *, times: int = 2, answer_days: int = 7, percentile: int = 90, most_share: float = 0.5
) -> ir.Table:
    """What was said or written and not taken up, of the deals that were hit."""
    limits = {"times": times, "answer_days": answer_days, "percentile": percentile}
    answers = buying_cue_missed(book, most_share=most_share, **limits)
    judged = _judge_cues(book, answer_days)
    missed = judged.filter(judged.is_missed).select("deal_id", "row_id", "occurred_at", "said_in").distinct()
    spoken = missed.said_in == "call"
    return give_evidence(missed.filter(spoken), answers, "utterance", "row_id").union(
        give_evidence(missed.filter(~spoken), answers, "activity", "row_id")
    )


def typical(book: Book) -> ir.Table:
    """The share missed in each won deal with enough cues, hardly any of them doubtful, by size band."""
    told = _count_cues(_judge_cues(book, 7)).inner_join(find_writing(book), "deal_id")
    judged = told.missed + told.taken
    enough = told.filter((judged >= ENOUGH_CUES) & (told.doubtful * 10 <= judged))
    sized = enough.inner_join(book.deal.select("deal_id", "size_band"), "deal_id")
    return sized.select(
        "deal_id",
        grp=sized.size_band.nullif("unknown"),
        age_days=ibis.literal(0, "int64"),
        value=sized.missed / (sized.missed + sized.taken),
    )


def _count_cues(judged: ir.Table) -> ir.Table:
    """By deal: cues missed, taken up, and those of which nobody can tell; when the last one missed fell due."""
    return judged.group_by("deal_id").aggregate(
        missed=judged.is_missed.ifelse(1, 0).sum(),
        taken=judged.is_taken.ifelse(1, 0).sum(),
        doubtful=judged.is_untold.ifelse(1, 0).sum(),
        due_at=judged.due_at.max(where=judged.is_missed),
    )


def _judge_cues(book: Book, answer_days: int) -> ir.Table:
    """Each cue that has fallen due by as_of, or was taken up: taken, missed, or nobody can tell."""
    reply = book.cue_reply.filter(book.cue_reply.occurred_at <= book.cue_reply.said_at + answer_days * DAY)
    replied = reply.group_by(["deal_id", "row_id", "cue"]).aggregate(
        takes=reply.takes_up.fill_null(False).ifelse(1, 0).max(), untold=reply.takes_up.isnull().ifelse(1, 0).max()
    )
    cue = book.cue.mutate(asked_at=book.cue.occurred_at + 1, due_at=book.cue.occurred_at + answer_days * DAY)
    dated = cue.inner_join(book.deal.select("deal_id", "as_of"), "deal_id")
    # one row of marks for each text, however many cues are in it
    texts = dated.select("deal_id", "row_id", "asked_at").distinct()
    talks = book.event.filter(is_held_conversation(book.event))
    talked = find_next(texts, talks, talk_at=ibis.literal(True)).select("deal_id", "row_id", "talk_at")
    told = dated.left_join(talked, ["deal_id", "row_id"], rname="{name}_of_talk")
    told = told.left_join(replied, ["deal_id", "row_id", "cue"], rname="{name}_of_reply")
    is_taken = told.is_taken_up.fill_null(False) | (told.takes == 1).fill_null(False)
    is_talked = (told.said_in == "message") & (told.talk_at <= told.due_at).fill_null(False)
    is_vague = told.is_doubtful | (told.untold == 1).fill_null(False) | is_talked
    judged = told.mutate(
        is_taken=is_taken,
        is_missed=~is_taken & ~is_vague & (told.due_at <= told.as_of),
        is_untold=~is_taken & is_vague,
    )
    return judged.filter(judged.is_taken | judged.is_missed | judged.is_untold)
