"""Champion not equipped

Question: Did the champion get less to argue with than in won deals at this age?
Fires: when fewer pieces of material reached the champion than in three in four won deals of this size band by the same
    age. A piece is a message of ours with something attached, or a proposal, sent or copied to the champion, or a demo
    that the champion was in. Where a band has too few won deals, all of them together are the measure.
Says: By {day} {value} of material had reached the champion; three in four won deals had more by that age.
Value: pieces
Reads: deal, event, presence, member, baseline
Unknown: Nobody has the role of champion, or no activity names who took part; or it is not told whether anything was
    attached to a message, or who got it or was in a demo; or the deal is younger than two weeks, or too few deals were
    won to say what is typical, or as many of these as a quarter had none either. Export contact roles, the
    participants of activities, and whether e-mails have attachments.
Evidence: What reached the champion; with nothing of the kind, the champion's role.
Source: G2: whether our contact was equipped to argue for us.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.at_age import count_by_age, find_usual_at_age
from assay.signals.meaning import MESSAGES, TOOK_PLACE, find_planned
from assay.signals.shape import give_answers, give_evidence, join_found

_PAIR = ["deal_id", "activity_id"]


def champion_not_equipped(book: Book, *, percentile: int = 25) -> ir.Table:
    """The pieces that reached the champion, against those of won deals of the size and age."""
    deals = join_found(_count_material(book), find_usual_at_age(book, percentile))
    return give_answers(
        deals,
        # Each that may have been one, or may have reached the champion, may be one piece more.
        hit=deals.is_told & (deals.pieces + deals.perhaps < deals.usual),
        # Where won deals had none either, none is no sign of anything.
        clear=deals.is_told & (deals.pieces >= deals.usual) & (deals.pieces > 0),
        value=deals.pieces,
        hit_at=deals.opened_at + deals.age_days * DAY,
    )


def evidence(book: Book, *, percentile: int = 25) -> ir.Table:
    """What reached the champion, or the champion's role, of the deals that were hit."""
    answers = champion_not_equipped(book, percentile=percentile)
    champions = _find_champions(book).mutate(occurred_at=ibis.null("int64"))
    bare = champions.semi_join(answers.filter(answers.value == 0), "deal_id")
    return give_evidence(_find_material(book), answers, "activity").union(
        give_evidence(bare, answers, "deal_person", "row_id")
    )


def typical(book: Book) -> ir.Table:
    """The pieces that had reached the champion by each age that a won deal lived to, by size band."""
    counted = _count_material(book)
    # a won deal of which nobody can tell what reached the champion would make the measure too low
    told = book.deal.semi_join(counted.filter(counted.is_told & (counted.perhaps == 0)), "deal_id")
    pieces = _find_material(book)
    return count_by_age(told, pieces.select("deal_id", first_at=pieces.occurred_at))


def _count_material(book: Book) -> ir.Table:
    """book.deal with the pieces that reached a champion, and those that perhaps did.

    is_told: somebody is the champion, and activities name who took part.
    """
    pieces, perhaps = _find_material(book), _find_perhaps(book)
    named = book.presence.semi_join(_find_champions(book), "deal_id")
    deals = join_found(
        book.deal,
        named.select("deal_id").distinct().mutate(is_named=True),
        pieces.group_by("deal_id").aggregate(reached=pieces.count()),
        perhaps.group_by("deal_id").aggregate(doubtful=perhaps.count()),
    )
    return deals.mutate(
        is_told=deals.is_named.fill_null(False), pieces=deals.reached.fill_null(0), perhaps=deals.doubtful.fill_null(0)
    )


def _find_material(book: Book) -> ir.Table:
    """The rows of book.event that put something into a champion's hands."""
    told = _find_pieces(book)
    return told.filter(told.is_piece.fill_null(False)).semi_join(_find_reached(book), _PAIR)


def _find_perhaps(book: Book) -> ir.Table:
    """Those that may have done so: nobody can tell what it was, or whether a champion was there."""
    told, reached = _find_pieces(book), _find_reached(book)
    unsure = told.filter(told.is_piece.isnull()).semi_join(reached, _PAIR)
    unnamed = (told.buyers == 0) | (told.unnamed > 0)
    nameless = told.filter(told.is_piece.fill_null(True) & unnamed).anti_join(reached, _PAIR)
    planned = _keep_champions(book, find_planned(book)).filter(lambda rows: rows.kind == "demo")
    return ibis.union(unsure.select(_PAIR), nameless.select(_PAIR), planned.select(_PAIR), distinct=True)


def _find_pieces(book: Book) -> ir.Table:
    """What we sent or showed, with `is_piece`: null where it is not told whether it was ours, or had an attachment."""
    event = book.event.filter(~book.event.is_automated & book.event.status.isin(TOOK_PLACE))
    ours = event.filter(event.direction.notin(("inbound", "internal")) | (event.kind == "demo"))
    sent = ours.filter(ours.kind.isin((*MESSAGES, "proposal", "demo")) & (ours.direction != "internal"))
    is_ours = (sent.direction == "outbound").ifelse(ibis.literal(True), ibis.null("boolean"))
    return sent.mutate(
        is_piece=ibis.cases((sent.kind.isin(MESSAGES), sent.has_attachment & is_ours), else_=ibis.literal(True))
    )


def _find_reached(book: Book) -> ir.Table:
    """Champions in activities, as those to whom it went: not as writers, nor in copy of a demo."""
    there = _keep_champions(book, book.presence)
    return there.filter((there.part != "from") & ((there.part != "cc") | (there.kind != "demo")))


def _keep_champions(book: Book, rows: ir.Table) -> ir.Table:
    return rows.semi_join(_find_champions(book), ["deal_id", "person_id"])


def _find_champions(book: Book) -> ir.Table:
    return book.member.filter(book.member.role == "champion")
