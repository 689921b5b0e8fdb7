"""Long monologue

Question: Did somebody on our side speak for longer in one go than happens in won deals?
Fires: when the longest stretch of speech of our side in the deal's transcribed calls is longer than in nine of ten won
    deals of its size. It ends with the first word of the buyer.
Says: In one of the calls up to {day} our side spoke for {value} before the buyer said a word.
Value: minutes
Reads: deal, speech, baseline
Unknown: No call with both sides is transcribed, too few won deals have transcripts to say what is usual, or so much was
    said by speakers of unknown side that it could turn the answer. Import transcripts with the names of the speakers.
Evidence: The turn of speech with which the longest stretch began.
Source: T8, how was the call handled. There is no published figure for a stretch in any call, so that won deals alone
    are the measure. Their longest is taken over all their calls, of which they have more than lost ones: a hit is the
    rarer for it. Speaking time where turns have times, else words at 150 a minute. A transcript that leaves out the
    buyer's "yes" and "I see" shows longer stretches than one that keeps them.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.shape import find_usual, give_answers, give_evidence, join_found
from assay.signals.speaking import measure_calls, sum_calls

MINUTE = 60_000  # milliseconds


def long_monologue(book: Book, *, percentile: int = 90) -> ir.Table:
    """Minutes of the longest stretch of speech of ours."""
    deals = join_found(book.deal, sum_calls(measure_calls(book)), find_usual(book, percentile))
    minutes = deals.longest / MINUTE
    return give_answers(
        deals,
        hit=minutes > deals.usual,
        clear=(deals.longest + deals.doubtful) / MINUTE <= deals.usual,
        value=minutes,
        hit_at=deals.last_at,
    )


def evidence(book: Book, *, percentile: int = 90) -> ir.Table:
    """Where the longest stretch began, of the deals that were hit."""
    answers = long_monologue(book, percentile=percentile)
    calls = measure_calls(book)
    by_length = ibis.window(group_by="deal_id", order_by=[ibis.desc("longest"), "occurred_at", "activity_id"])
    ranked = calls.mutate(place=ibis.row_number().over(by_length))
    return give_evidence(ranked.filter(ranked.place == 0), answers, "utterance", "longest_id")


def typical(book: Book) -> ir.Table:
    """The longest stretch of ours in each won deal, by size band."""
    told = sum_calls(measure_calls(book)).inner_join(book.deal.select("deal_id", "size_band"), "deal_id")
    return told.select(
        "deal_id",
        grp=told.size_band.nullif("unknown"),
        age_days=ibis.literal(0, "int64"),
        value=told.longest / MINUTE,
    )
