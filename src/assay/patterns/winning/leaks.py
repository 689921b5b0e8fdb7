"""Fields that tell the end because they were filled by it: each is tried alone, and named where it tells too well."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assay.domain.interval import Interval
from assay.patterns.winning.proving import TOO_GOOD
from assay.stats.proof import prove

Flag = NDArray[np.bool_]
Whole = NDArray[np.int64]
Number = NDArray[np.float64]

#: fewer deals on either side say nothing of a field
_FEWEST = 20

#: filled in no more of the open deals, and in no fewer of the ended ones, a field is filled by the end
_HARDLY, _OFTEN = 0.02, 0.1

#: changed so often at the close or after it
_MOSTLY = 0.9

#: a value of its own where so many deals have it; drawn towards the base rate by as many
_FEWEST_OF_VALUE, _DRAWN, _CUTS = 5, 5.0, 10

#: fields that tell the outcome by what they mean
BY_MEANING = frozenset(
    (
        *("stage", "outcome", "outcome_stated", "closed_at", "closed_at_stated", "closed_at_basis", "closed_in_batch"),
        *("loss_reason_stated", "win_reason_stated", "close_date_stated", "probability", "forecast_category"),
        *("loss_reason", "win_reason", "close_date"),
    )
)


@dataclass(frozen=True)
class Candidate:
    """A field over deals. number: nan where empty; word: "" where empty; one of them is given.

    after_end: share of its changes at the close or after it, of `changed` deals; has_history: whether it has any.
    """

    name: str
    kind: str
    number: Number | None = None
    word: NDArray[np.object_] = field(default_factory=lambda: np.zeros(0, dtype=object))
    after_end: float | None = None
    changed: int = 0
    has_history: bool = False

    @property
    def is_filled(self) -> Flag:
        """(deals,)"""
        if self.number is not None:
            return ~np.isnan(self.number)
        return np.asarray(self.word != "", dtype=bool)


@dataclass(frozen=True)
class Verdict:
    """What was found of one field; see the table leak."""

    name: str
    kind: str
    verdict: str
    auc: Interval | None
    deals: int
    filled_ended: float | None
    filled_open: float | None
    after_end: float | None


def judge_fields(fields: list[Candidate], deal: Whole, ended_at: Number, won: Number) -> list[Verdict]:
    """Each field as it stands now. deal, ended_at, won: (deals,), ended_at nan for open ones.

    It is learnt on the half of the deals that ended first, and tried on the half that ended later.
    """
    is_open = np.isnan(ended_at)
    order = np.argsort(np.where(is_open, np.inf, ended_at), kind="stable")
    rank = np.empty(len(deal), np.int64)
    rank[order] = np.arange(len(deal))
    earlier, later = ~is_open & (rank < (~is_open).sum() / 2), ~is_open & (rank >= (~is_open).sum() / 2)
    return [_judge_field(one, deal, won, is_open, earlier, later) for one in fields]


def judge_column(name: str, value: Number, won: Number, deal: Whole, learn: Flag, ask: Flag, weight: Number) -> Verdict:
    """One column of the score, by its snapshots: learnt on `learn`, tried on `ask` with `weight`."""
    told = np.zeros(len(deal), dtype=bool)
    told[ask] = weight > 0
    auc = _try_alone(value, won, deal, learn, told, np.ones(len(deal)))
    is_leak = auc is not None and auc.low > TOO_GOOD
    return Verdict(name, "column", "too_good" if is_leak else "used", auc, auc.n if auc else 0, None, None, None)


def _judge_field(one: Candidate, deal: Whole, won: Number, is_open: Flag, earlier: Flag, later: Flag) -> Verdict:
    code = one.number if one.number is not None else _code_words(one.word)
    auc = _try_alone(code, won, deal, earlier, later, np.ones(len(deal)))
    filled = one.is_filled
    of_ended = float(filled[~is_open].mean()) if (~is_open).any() else None
    of_open = float(filled[is_open].mean()) if is_open.any() else None
    verdict = _decide(one, auc, of_ended, of_open, int((~is_open).sum()), int(is_open.sum()))
    return Verdict(one.name, one.kind, verdict, auc, int(later.sum()), of_ended, of_open, one.after_end)


def _decide(
    one: Candidate, auc: Interval | None, of_ended: float | None, of_open: float | None, ended: int, still_open: int
) -> str:
    if one.name in BY_MEANING:
        return "by_meaning"
    if one.after_end is not None and one.changed >= _FEWEST and one.after_end >= _MOSTLY:
        return "after_end"
    if of_ended is not None and of_open is not None and min(ended, still_open) >= _FEWEST:
        # by chance alone a field of a tenth of the deals is empty in 40 open ones once in 70 times; of 20 once in 8
        is_by_chance = (1 - of_ended) ** still_open > 0.001
        if of_open <= _HARDLY and of_ended >= _OFTEN and not is_by_chance:
            return "after_end"
    if auc is not None and auc.low > TOO_GOOD:
        return "too_good"
    return "used" if one.has_history else "no_history"


def _try_alone(value: Number, won: Number, deal: Whole, learn: Flag, ask: Flag, weight: Number) -> Interval | None:
    """The area under the curve of the share won by value; that a field is empty is a value too. None: too few."""
    kinds = [won[learn], won[ask]]
    if any(min((one > 0).sum(), (one == 0).sum()) < _FEWEST for one in kinds):
        return None
    bins = _cut(value, learn)
    base = float(won[learn].mean())
    n = np.bincount(bins[learn], minlength=bins.max() + 1)
    wins = np.bincount(bins[learn], weights=won[learn], minlength=bins.max() + 1)
    said = (wins + _DRAWN * base) / (n + _DRAWN)
    return prove(said[bins[ask]], won[ask], deal[ask], weight[ask]).auc


def _cut(value: Number, learn: Flag) -> Whole:
    """0 where empty, else a number for each value; of many values tenths."""
    told = ~np.isnan(value)
    kinds = np.unique(value[told & learn])
    edges = (
        kinds if len(kinds) <= 3 * _CUTS else np.unique(np.quantile(value[told & learn], np.linspace(0, 1, _CUTS + 1)))
    )
    if not len(edges):
        return told.astype(np.int64)
    place = np.searchsorted(edges, np.where(told, value, edges[0]), side="right")
    return np.where(told, place + 1, 0).astype(np.int64)


def _code_words(word: NDArray[np.object_]) -> Number:
    """A code for each word that enough deals have; rarer ones share one; nan where empty."""
    words, codes, counts = np.unique(word.astype(str), return_inverse=True, return_counts=True)
    common = counts >= _FEWEST_OF_VALUE
    number = np.where(common, np.arange(len(words)) + 1.0, 0.0)
    number[words == ""] = np.nan
    return number[codes]
