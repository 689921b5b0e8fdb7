"""Champion silent

Question: Has the champion stopped speaking while others on the buyer's side went on?
Fires: when others spoke or wrote to us more than 21 days after the champion's last word, and later than five times the
    usual gap between the days on which the champion spoke. With several champions, the last word of any of them counts.
    Whether the whole buyer's side is silent is asked by gone silent.
Says: Others went on for {value} after the champion's last word, which is out of the champion's own rhythm since {day}.
Value: days
Reads: deal, event, presence, member
Unknown: Nobody has the role of champion, or the champion never spoke; or the champion is quiet, and spoke on fewer than
    three days before, so that there is no rhythm to go by; or somebody took part since then who is not named. Export
    contact roles, and the participants of activities.
Evidence: The champion's words, and those of others after the last of them.
Source: G2: whether our contact was there to argue for us; M2: a silence is told from a pause by its own rhythm.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.meaning import find_interactions, find_met, find_nameless, find_planned, measure_rhythm
from assay.signals.shape import give_answers, give_evidence, join_found


# Gaps of a steady but random rhythm exceed their median fivefold once in 2 ** 5 = 32 times.
def champion_silent(book: Book, *, quiet_days: int = 21, usual_gaps: float = 5.0, spoken_days: int = 3) -> ir.Table:
    """How long others went on after the champion's last word, against the limit that the champion's rhythm sets.

    It is measured to the last word of others, not to as_of, and so is the same for a deal that has ended: a look back
    ends soon after the buyer's last word.
    """
    said, told = _find_champions(book, find_met(book)), find_interactions(book)
    last = said.group_by("deal_id").aggregate(last_at=said.occurred_at.max())
    talks = told.group_by("deal_id").aggregate(latest_at=told.occurred_at.max())
    moment = ("deal_id", "occurred_at")
    # Somebody without a name, or in a meeting that nobody reported on, may have been the champion.
    perhaps = ibis.union(
        find_nameless(book).select(moment), _find_champions(book, find_planned(book)).select(moment)
    ).inner_join(last, "deal_id")
    doubted = perhaps.filter(perhaps.occurred_at > perhaps.last_at).select("deal_id").distinct()
    deals = join_found(book.deal, last, measure_rhythm(said), talks, doubted.mutate(is_doubted=True))
    silent = deals.latest_at - deals.last_at
    limit = ibis.greatest(quiet_days * DAY, (deals.usual_gap * usual_gaps * DAY).ceil().cast("int64"))
    has_rhythm = deals.days >= spoken_days
    return give_answers(
        deals,
        hit=has_rhythm & (silent > limit) & deals.is_doubted.isnull(),
        clear=(silent <= quiet_days * DAY) | (has_rhythm & (silent <= limit)),
        value=silent // DAY,
        hit_at=deals.last_at + limit,
    )


def evidence(book: Book, *, quiet_days: int = 21, usual_gaps: float = 5.0, spoken_days: int = 3) -> ir.Table:
    """The champion's words, and what others said after them, of the deals that were hit."""
    answers = champion_silent(book, quiet_days=quiet_days, usual_gaps=usual_gaps, spoken_days=spoken_days)
    said = _find_champions(book, find_met(book))
    talks = find_interactions(book).inner_join(
        said.group_by("deal_id").aggregate(last_at=said.occurred_at.max()), "deal_id"
    )
    columns = ("deal_id", "activity_id", "occurred_at")
    told = ibis.union(
        said.select(columns), talks.filter(talks.occurred_at > talks.last_at).select(columns), distinct=True
    )
    return give_evidence(told, answers, "activity")


def _find_champions(book: Book, rows: ir.Table) -> ir.Table:
    """Those of `rows`, buyers in activities, that are of champions."""
    return rows.semi_join(book.member.filter(book.member.role == "champion"), ["deal_id", "person_id"])
