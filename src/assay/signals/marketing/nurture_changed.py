"""Nurture changed

Question: Was a campaign that had come steadily replaced, or its rhythm changed, before the buyer's last reply?
Fires: when another campaign, which came on two days or more, began at the time when one ended that had come steadily on
    at least four days; or when the three next gaps of a campaign were all twice as long as the longest of the three
    before, or all half as long as the shortest of them; during the deal and before the buyer's last word. A campaign is
    taken with all that stand below it as its steps. Where it changed several times, the last one counts. Whether it
    was planned so is not told.
Says: A campaign that had come steadily was replaced or changed its rhythm: {day}, {value} before the buyer's last word.
Value: days
Reads: deal, event, touch
Unknown: No campaign came steadily enough to see whether it changed; or one changed, and no word of the buyer or no day
    of opening is recorded. Export campaigns with the day of each touch, and e-mails and calls of both directions.
Evidence: The touches of the campaigns that changed, or that replaced another and were replaced, and the buyer's last
    word.
Source: F7; whether replies end sooner after a change is asked of comparable won deals, not here.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.campaigns import find_sending_days, find_sendings, measure_programmes
from assay.signals.meaning import find_words
from assay.signals.shape import give_answers, give_evidence, join_found


# Of three gaps before and three after, of a rhythm that is random and never changes, all of these are twice as long as
# all of those once in eighty times, and half as long as often. What is steady is told as for nurture stopped.
def nurture_changed(
    book: Book, *, touches: int = 4, usual_gaps: float = 3.0, longest_gaps: float = 2.0, times: float = 2.0
) -> ir.Table:
    """Days from the last change of a campaign to the buyer's last word."""
    changes, words = _find_changes(book, touches, usual_gaps, longest_gaps, times), find_words(book)
    spoke = words.group_by("deal_id").aggregate(spoke_at=words.occurred_at.max())
    dated = changes.inner_join(join_found(book.deal.select("deal_id", "opened_at"), spoke), "deal_id")
    in_time = (dated.changed_at >= dated.opened_at) & (dated.changed_at <= dated.spoke_at)
    found = dated.group_by("deal_id").aggregate(
        changed_at=in_time.fill_null(False).ifelse(dated.changed_at, ibis.null("int64")).max(),
        untold=in_time.isnull().any(),
        spoke_at=dated.spoke_at.max(),
    )
    steady = (
        measure_programmes(book, touches, usual_gaps, longest_gaps).select("deal_id").distinct().mutate(is_steady=True)
    )
    deals = join_found(book.deal, found, steady)
    return give_answers(
        deals,
        hit=deals.changed_at.notnull(),
        clear=(deals.is_steady | deals.untold.notnull()) & deals.changed_at.isnull() & ~deals.untold.fill_null(False),
        value=ibis.coalesce(deals.spoke_at - deals.changed_at, 0) // DAY,
        hit_at=deals.changed_at,
    )


def evidence(
    book: Book, *, touches: int = 4, usual_gaps: float = 3.0, longest_gaps: float = 2.0, times: float = 2.0
) -> ir.Table:
    """The touches of campaigns that changed, and the buyer's last word, of the deals that were hit."""
    answers = nurture_changed(book, touches=touches, usual_gaps=usual_gaps, longest_gaps=longest_gaps, times=times)
    changes = _find_changes(book, touches, usual_gaps, longest_gaps, times)
    both = ibis.union(
        changes.select("deal_id", "programme_id"), changes.select("deal_id", programme_id="new_id"), distinct=True
    )
    sent = find_sendings(book).semi_join(both, ["deal_id", "programme_id"])
    words = find_words(book)
    spoke = words.group_by("deal_id").aggregate(spoke_at=words.occurred_at.max())
    last = words.inner_join(spoke, ["deal_id", words.occurred_at == spoke.spoke_at])
    return give_evidence(sent, answers, "campaign_touch", "row_id").union(give_evidence(last, answers, "activity"))


def _find_changes(book: Book, touches: int, usual_gaps: float, longest_gaps: float, times: float) -> ir.Table:
    """Each change of a campaign: when the new one, or the new rhythm, began."""
    return _find_replaced(book, touches, usual_gaps, longest_gaps).union(_find_shifts(book, times))


def _find_replaced(book: Book, touches: int, usual_gaps: float, longest_gaps: float) -> ir.Table:
    """Campaigns that came steadily and ended as another one began."""
    old, days = measure_programmes(book, touches, usual_gaps, longest_gaps), find_sending_days(book)
    new = days.group_by(["deal_id", "programme_id"]).aggregate(began_at=days.occurred_at.min(), days=days.count())
    begun = new.filter(new.days > 1).select("deal_id", "began_at", new_id=new.programme_id)
    told = old.inner_join(begun, "deal_id").inner_join(book.deal.select("deal_id", "as_of"), "deal_id")
    gap = told.usual_gap * DAY
    follows = (told.began_at > told.last_at - gap) & (told.began_at <= told.last_at + usual_gaps * gap)
    has_ended = told.as_of > told.over_at
    replaced = told.filter(follows & has_ended & (told.new_id != told.programme_id))
    return replaced.select("deal_id", "programme_id", "new_id", changed_at=replaced.began_at)


def _find_shifts(book: Book, times: float) -> ir.Table:
    """Campaigns whose rhythm changed, with the day of the first touch in the new one."""
    gaps = find_sending_days(book).filter(lambda rows: rows.gap.notnull())
    key, order = ["deal_id", "programme_id"], "occurred_at"
    before = ibis.window(group_by=key, order_by=order, preceding=(3, 1))
    after = ibis.window(group_by=key, order_by=order, preceding=0, following=2)
    told = gaps.mutate(
        shortest=gaps.gap.min().over(before),
        longest=gaps.gap.max().over(before),
        least=gaps.gap.min().over(after),
        most=gaps.gap.max().over(after),
        gaps=gaps.gap.count().over(before) + gaps.gap.count().over(after),
    )
    shifted = (told.least >= told.longest * times) | (told.most * times <= told.shortest)
    found = told.filter((told.gaps == 6) & shifted)
    return found.select("deal_id", "programme_id", new_id=found.programme_id, changed_at=found.occurred_at)
