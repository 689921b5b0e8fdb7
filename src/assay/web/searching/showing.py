"""A hit as the page shows it: under which address its row is read, and how its title is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.reports.catalogue.opening import open_catalogue
from assay.reports.catalogue.scope import Scope
from assay.reports.catalogue.words.asking import Question
from assay.reports.catalogue.words.finding import Found, Hit, find_hits
from assay.reports.catalogue.words.layout import NAMED
from assay.reports.catalogue.words.marking import Piece
from assay.reports.catalogue.words.opening import open_words
from assay.web.searching.naming import KINDS, ORIGINS

#: hits of each kind on the page of all kinds, and on the page of one
FEW, MANY = 3, 20


@dataclass(frozen=True)
class SeenDeal:
    """A deal that a hit belongs to."""

    name: str
    address: str


@dataclass(frozen=True)
class SeenHit:
    """A hit. address: of its row in the loss file, empty for somebody whom deals know."""

    hit: Hit
    title: Sequence[Piece]
    address: str
    deals: tuple[SeenDeal, ...]


@dataclass(frozen=True)
class Group:
    """The hits of one kind. more: the query of all of them, next: that of those that come after."""

    kind: str
    name: str
    hits: tuple[SeenHit, ...]
    count: int
    has_more: bool
    more: str
    next: str
    is_slow: bool


def find_groups(scope: Scope, question: Question, kind: str, after: str) -> list[Group]:
    """The hits in scope of one kind, or the best of every kind that has any.

    Raises InputError when nothing was prepared yet.
    """
    catalogue, words = open_catalogue(settings.HOME), open_words(settings.HOME)
    kinds, size = ((kind,), MANY) if kind else (tuple(KINDS), FEW)
    found = [find_hits(words, catalogue, scope, question, one, size, after if kind else "") for one in kinds]
    return [_see_group(one, question) for one in found if one.hits or one.is_slow or kind]


def is_ready() -> bool:
    """Whether there is something to search."""
    try:
        open_catalogue(settings.HOME)
        open_words(settings.HOME)
    except InputError:
        return False
    return True


def _see_group(found: Found, question: Question) -> Group:
    query = {"q": question.text, "kind": found.kind}
    return Group(
        kind=found.kind,
        name=str(KINDS[found.kind]),
        hits=tuple(_see_hit(hit) for hit in found.hits),
        count=found.count,
        has_more=found.after is not None,
        more=urlencode(query),
        next=urlencode(query | {"after": found.after}) if found.after else "",
        is_slow=found.is_slow,
    )


def _see_hit(hit: Hit) -> SeenHit:
    deals = tuple(SeenDeal(deal.name, reverse("deal", args=[deal.id])) for deal in hit.deals)
    title: Sequence[Piece] = hit.title
    if hit.kind == "statement":
        title = (Piece(str(ORIGINS.get("".join(piece.text for piece in title), _("statement")))),)
    elif not title:
        title = (Piece(_("Transcript") if hit.kind == "speech" else _("without a subject")),)
    return SeenHit(hit, title, "" if hit.kind in NAMED else _find_row(hit), deals)


def _find_row(hit: Hit) -> str:
    deal_id = hit.deals[0].id
    if not hit.table:
        return reverse("deal", args=[deal_id])
    return reverse("deal_row", args=[deal_id, hit.table, hit.row_id])
