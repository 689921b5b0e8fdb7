"""How much each side spoke in the calls of a deal that are transcribed.

Only calls in which both sides are heard count: a recording of one side alone says nothing about the other.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book

#: 150 words a minute, a usual pace of talk: it makes calls without times weigh as much as those with them.
MS_A_WORD = 400


def measure_calls(book: Book) -> ir.Table:
    """One row a transcribed call with both sides in it; speech in milliseconds, by words where times are missing.

    `longest`: the longest stretch of ours, which begins with the utterance `longest_id`.
    """
    both = book.speech.filter((book.speech.our_words > 0) & (book.speech.their_words > 0))
    return both.select(
        "deal_id",
        "activity_id",
        "occurred_at",
        "longest_id",
        words=both.our_words + both.their_words,
        ours=ibis.coalesce(both.our_ms, both.our_words * MS_A_WORD),
        theirs=ibis.coalesce(both.their_ms, both.their_words * MS_A_WORD),
        doubtful=both.unknown_words * MS_A_WORD,
        longest=ibis.coalesce(both.longest_ms, both.longest_words * MS_A_WORD),
    )


def sum_calls(calls: ir.Table) -> ir.Table:
    """The calls of each deal together: words, `ours`, `theirs` and `doubtful` summed, the longest stretch of all."""
    summed = {name: calls[name].sum() for name in ("words", "ours", "theirs", "doubtful")}
    return calls.group_by("deal_id").aggregate(**summed, longest=calls.longest.max(), last_at=calls.occurred_at.max())
