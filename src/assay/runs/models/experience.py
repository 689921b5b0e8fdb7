"""What our people and the team had seen end of each kind of deal, and how it ended, by deals that ended before.

A deal that ended counts as the kind that it was called at its end, as far as that was known then: a segment that was
renamed since, or corrected later, makes nobody more or less experienced in the quarters before. The counts stand for a
whole quarter, so that another deal that ends changes no other deal's answer before the next one begins.
"""

import sys

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from assay.domain.book import Book
from assay.runs.models.model import Columns, Model, Parameters, number_deals
from assay.signals import meaning, our_side
from assay.stats import shrunken_rate
from assay.stats.shrunken_rate import BetaPrior, fit_prior, shrink_rates

Whole = NDArray[np.int64]

#: what a kind is of; the place in this list, from 1, is the `basis` of the book's table
BASES = ("segment", "product", "size_band")

#: stands for everybody, so that a deal on which nobody of ours is named counts for the team
_TEAM = -1

#: stands for a segment, product or size that is not known
_UNSAID = -1

#: hexadecimal digits of a kind's number: of a thousand kinds two fall together once in two million times
_DIGITS = 10


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def md5(text: str) -> str:  # type: ignore[empty-body]
    """The same 32 hexadecimal digits on every engine, which hash numbers each in its own way."""


def group_sellers(book: Book) -> ir.Table:
    """Our people on each deal, and the team, with the number of each kind that the deal belongs to.

    seen_at: when the person first took part in a conversation of it, or when it was opened for its owner.
    """
    deal = book.deal
    opened_at = ibis.coalesce(deal.opened_at, deal.as_of)
    none, one = ibis.literal(0, "int64"), ibis.literal(1, "int64")
    owned = deal.filter(deal.owner_id.notnull())
    spoke = our_side.find_hands(book, book.event.filter(meaning.is_held_conversation(book.event)))
    on_deal = ibis.union(
        deal.select("deal_id", seller_id=ibis.literal(_TEAM, "int64"), seen_at=opened_at, on_call=none),
        owned.select("deal_id", seller_id=owned.owner_id, seen_at=opened_at, on_call=none),
        spoke.select("deal_id", "seller_id", seen_at="occurred_at", on_call=one),
    )
    once = on_deal.group_by(["deal_id", "seller_id"]).aggregate(
        seen_at=on_deal.seen_at.min(), on_call=on_deal.on_call.max()
    )
    words = {"segment": deal.segment, "product": deal.product, "size_band": deal.size_band.nullif("unknown")}
    kinds = deal.select("deal_id", **{name: _number_kind(word) for name, word in words.items()})
    joined = once.inner_join(kinds, "deal_id")
    return joined.select(
        "deal_id", "seller_id", *[joined[name].cast("int64") for name in ("seen_at", "on_call", *BASES)]
    )


def _number_kind(word: ir.StringValue) -> ir.IntegerValue:
    digits, places = md5(word.strip()), ibis.literal("0123456789abcdef")
    number = ibis.literal(0.0)  # holds whole numbers of this size, which not every engine takes a literal for
    for place in range(_DIGITS):
        number = number * 16 + places.find(digits.substr(place, 1))
    return number.cast("int64").fill_null(_UNSAID)


def fit_experience(rows: Columns) -> tuple[int, Parameters]:
    """How many deals of each kind ended and were won, of everybody and of the team, and how rates spread in a kind.

    The lists `kind`, `seller`, `closed` and `won` go together; a kind is its number in BASES order times the bases.
    """
    deals, _ = number_deals(rows["deal_id"])
    counted = [_count(rows, place) for place in range(len(BASES))]
    kind, seller, closed, won = (np.concatenate(column) for column in zip(*counted, strict=True))
    is_team = seller == _TEAM
    kinds, place = np.unique(kind, return_inverse=True)
    priors = []
    for number in range(len(kinds)):
        own = (place == number) & ~is_team
        prior = fit_prior(won[own].astype(np.float64), closed[own].astype(np.float64))
        priors.append([float(prior.a), float(prior.b)])
    people = rows["seller_id"] != _TEAM
    sellers, who = np.unique(rows["seller_id"][people], return_inverse=True)
    first_at = np.full(len(sellers), np.iinfo(np.int64).max)
    np.minimum.at(first_at, who, rows["seen_at"][people])
    return len(deals), {
        "kind": kind.tolist(),
        "seller": seller.tolist(),
        "closed": closed.tolist(),
        "won": won.tolist(),
        "kinds": kinds.tolist(),
        "priors": priors,
        "sellers": sellers.tolist(),
        "first_at": first_at.tolist(),
        "record_from": int(rows["seen_at"].min()) if len(rows["seen_at"]) else None,
    }


def _count(rows: Columns, place: int) -> tuple[Whole, Whole, Whole, Whole]:
    """kind, seller, closed and won of one basis; a row is one deal of one seller already."""
    known = rows[BASES[place]] != _UNSAID
    kind = _name_kinds(rows[BASES[place]][known], place)
    pairs, who = np.unique(np.stack([kind, rows["seller_id"][known]], axis=1), axis=0, return_inverse=True)
    closed = np.bincount(who.ravel(), minlength=len(pairs))
    won = np.bincount(who.ravel(), weights=rows["is_won"][known], minlength=len(pairs))
    return pairs[:, 0], pairs[:, 1], closed.astype(np.int64), won.astype(np.int64)


def _name_kinds(number: Whole, place: int) -> Whole:
    """The kinds of all bases in one list of numbers."""
    return number * len(BASES) + place


def estimate_experience(rows: Columns, parameters: Parameters) -> Columns:
    """The columns of the book's table experience: a row for each person of ours and each kind that is known."""
    told = [_list_rows(rows, place) for place in range(len(BASES))]
    deal, seller, kind, basis, on_call, seen_at = (np.concatenate(column) for column in zip(*told, strict=True))
    closed, won = _look_up(parameters, kind, seller)
    team_closed, team_won = _look_up(parameters, kind, np.full(len(kind), _TEAM))
    priors = np.vstack([np.array(parameters["priors"]).reshape(-1, 2), [1.0, 1.0]])  # the last: of an unknown kind
    prior = priors[_find(np.array(parameters["kinds"], np.int64), kind)]
    shrunken = shrink_rates(won.astype(np.float64), closed.astype(np.float64), BetaPrior(prior[:, 0], prior[:, 1]))
    first = np.append(np.array(parameters["first_at"], np.int64), np.iinfo(np.int64).max)
    first_at = np.minimum(first[_find(np.array(parameters["sellers"], np.int64), seller)], seen_at)
    start = np.nan if parameters["record_from"] is None else parameters["record_from"]
    return {
        "deal_id": deal,
        "seller_id": seller,
        "basis": basis,
        "on_call": on_call,
        "closed": closed,
        "won": won,
        "team_closed": team_closed,
        "team_won": team_won,
        "rate": shrunken.rate,
        "low": shrunken.low,
        "high": shrunken.high,
        "first_at": first_at,
        "record_from": np.full(len(deal), start),
    }


def _list_rows(rows: Columns, place: int) -> tuple[Whole, ...]:
    kept = (rows[BASES[place]] != _UNSAID) & (rows["seller_id"] != _TEAM)
    deal, seller, number, on_call, seen_at = (
        rows[name][kept] for name in ("deal_id", "seller_id", BASES[place], "on_call", "seen_at")
    )
    return deal, seller, _name_kinds(number, place), np.full(len(deal), place + 1), on_call, seen_at


def _look_up(parameters: Parameters, kind: Whole, seller: Whole) -> tuple[Whole, Whole]:
    """Deals closed and won of each kind and seller, nought where none is known."""
    kinds, sellers = (np.unique(np.array(parameters[name], np.int64)) for name in ("kind", "seller"))
    width = len(sellers) + 1
    known = _find(kinds, np.array(parameters["kind"], np.int64)) * width
    known += _find(sellers, np.array(parameters["seller"], np.int64))
    order = np.argsort(known)
    wanted = _find(kinds, kind) * width + _find(sellers, seller)
    place = _find(known[order], wanted)
    closed, won = (np.append(np.array(parameters[name], np.int64)[order], 0)[place] for name in ("closed", "won"))
    return closed, won


def _find(known: Whole, wanted: Whole) -> Whole:
    """The place of each number in a sorted list; the length of the list where it is not in it."""
    place = np.searchsorted(known, wanted)
    is_there = np.append(known, 0)[place] == wanted
    return np.where(is_there & (place < len(known)), place, len(known))


MODEL = Model(
    name="experience",
    reads=("event", "seat"),
    group=group_sellers,
    order=("seller_id",),
    fit=fit_experience,
    estimate=estimate_experience,
    most=2**62,  # a count is a count of all
    modules=(sys.modules[__name__], shrunken_rate, meaning, our_side),
    of_batches=True,
)
