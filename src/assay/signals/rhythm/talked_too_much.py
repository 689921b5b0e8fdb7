"""Talked more than we listened

Question: Did our side take up more of the talk than it does in won deals?
Fires: when our share of the speech in the deal's transcribed calls is greater than in nine of ten won deals of its
    size. Where too few won deals have transcripts, when it is more than 65 %.
Says: Our side spoke for {value} of the talk in the transcribed calls up to {day}.
Value: share
Reads: deal, speech, baseline
Unknown: No call with both sides is transcribed, or fewer than 200 words are; or so many speakers cannot be told to be
    ours or the buyer's that they could turn the answer. Import transcripts with the names of the speakers.
Evidence: The transcribed calls.
Source: Gong Labs, "Mastering the talk-to-listen ratio in sales calls" (2016, renewed 2025): in the calls that this
    vendor recorded, conversion was lower above 65 % talk; it published no data, so that the figure gives way to the
    team's own won deals. Speaking time where turns have times, else words. A demo takes more talk than a first call,
    which the share does not know.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.signals.shape import find_usual, give_answers, give_evidence, join_found
from assay.signals.speaking import measure_calls, sum_calls

#: a minute and a half of talk: below it a greeting or one long sentence decides
ENOUGH_WORDS = 200


def talked_too_much(
    book: Book, *, percentile: int = 90, most_share: float = 0.65, enough_words: int = ENOUGH_WORDS
) -> ir.Table:
    """Our share of the speech in all transcribed calls together."""
    spoken = sum_calls(measure_calls(book))
    enough = spoken.filter(spoken.words >= enough_words)
    deals = join_found(book.deal, enough, find_usual(book, percentile))
    limit = ibis.coalesce(deals.usual, ibis.literal(most_share))
    heard = deals.ours + deals.theirs + deals.doubtful
    return give_answers(
        deals,
        # Nobody knows whose the doubtful part is: as good as all of it may be theirs, or ours.
        hit=deals.ours / heard > limit,
        clear=(deals.ours + deals.doubtful) / heard <= limit,
        value=deals.ours / (deals.ours + deals.theirs),
        hit_at=deals.last_at,
    )


def evidence(
    book: Book, *, percentile: int = 90, most_share: float = 0.65, enough_words: int = ENOUGH_WORDS
) -> ir.Table:
    """The transcribed calls of the deals that were hit."""
    answers = talked_too_much(book, percentile=percentile, most_share=most_share, enough_words=enough_words)
    return give_evidence(measure_calls(book), answers, "activity")


def typical(book: Book) -> ir.Table:
    """Our share in each won deal with enough speech, hardly any of it doubtful, by size band."""
    spoken = sum_calls(measure_calls(book))
    clear = spoken.filter((spoken.words >= ENOUGH_WORDS) & (spoken.doubtful * 10 <= spoken.ours + spoken.theirs))
    told = clear.inner_join(book.deal.select("deal_id", "size_band"), "deal_id")
    return told.select(
        "deal_id",
        grp=told.size_band.nullif("unknown"),
        age_days=ibis.literal(0, "int64"),
        value=told.ours / (told.ours + told.theirs),
    )
