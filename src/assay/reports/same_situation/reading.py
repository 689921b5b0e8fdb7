"""What is asked: one loss and its verdict, single reasons, or a situation told in words; and what is found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import duckdb

from assay.asking.ask import ask_through
from assay.asking.sight import EVERYTHING, Sight
from assay.domain.errors import InputError
from assay.rescue.matching import DriverGround, Matched, match_signals, read_grounds
from assay.rescue.situation import (
    HELD_OUT,
    MOST,
    LikeDeal,
    PastReason,
    name_lot,
    propose,
    rank_open,
    read_reasons,
    weigh_reasons,
)
from assay.store.home import Home
from assay.words.taxonomy import Taxonomy


@dataclass(frozen=True)
class Sought:
    """What other deals are compared with."""

    deal_id: Annotated[int | None, "the loss; None for reasons or words alone"]
    weights: Annotated[dict[str, float], "driver -> how much of the situation it is; they sum to 1"]
    source: Annotated[str, "verdict, confirmed, reasons or words: where the weights come from"]
    lot: Annotated[str, "by which those held out are drawn"]


@dataclass(frozen=True)
class Found:
    """The open deals, ranked, and of those proposed what matches."""

    sought: Annotated[Sought, "what was asked"]
    ranked: Annotated[list[LikeDeal], "open deals, likeliest first"]
    proposed: Annotated[list[LikeDeal], "those to be called"]
    matched: Annotated[dict[int, Matched], "proposed deal -> signals beside those of the loss"]
    grounds: Annotated[dict[tuple[int, str], list[DriverGround]], "proposed deal and driver -> what speaks for it"]


def seek_like(connection: duckdb.DuckDBPyConnection, deal_id: int, taxonomy: Taxonomy) -> Sought:
    """The reasons of a deal by its verdict. Raises InputError where none is known."""
    known = [one for one in read_reasons(ask_through(connection), deal_id) if is_reason(one.driver, taxonomy)]
    weights = weigh_reasons(known)
    if not weights:
        raise InputError(
            "Nothing is known yet of why this deal ended as it did, so nothing can be like it.",
            fix="Name a reason that you know of: --reason CODE, or tell the situation: --text WORDS.",
        )
    return Sought(deal_id, weights, "verdict", name_lot(deal_id))


def seek_confirmed(deal_id: int, mains: Sequence[str], taxonomy: Taxonomy) -> Sought:
    """The main reasons of a deal as a person confirmed them, each as weighty as the others, with the deal's own lot.

    mains: codes, which may be of an older taxonomy. Raises InputError where none of them is a reason any more.
    """
    codes = dict.fromkeys(now for code in mains for now in taxonomy.read_code(code) if is_reason(now, taxonomy))
    if not codes:
        raise InputError(
            "The reasons that were confirmed are no longer in the list of drivers.",
            fix="Correct the verdict on the page of the deal, or name a reason: --reason CODE.",
        )
    weights = weigh_reasons([PastReason(code, 1.0) for code in codes])
    return Sought(deal_id, weights, "confirmed", name_lot(deal_id))


def seek_known(
    connection: duckdb.DuckDBPyConnection, deal_id: int, confirmed: Sequence[PastReason] | None, taxonomy: Taxonomy
) -> Sought:
    """What a person confirmed goes before what was worked out. Raises InputError where neither tells of a reason."""
    if confirmed:
        return seek_confirmed(deal_id, [one.driver for one in confirmed], taxonomy)
    return seek_like(connection, deal_id, taxonomy)


def seek_reasons(drivers: Sequence[str], taxonomy: Taxonomy, deal_id: int | None = None) -> Sought:
    """Reasons that a person is sure of, each as weighty as the others. Raises InputError for an unknown one."""
    codes = []
    for told in drivers:
        found = [one.code for one in taxonomy.drivers if told.casefold() in (one.code, one.name.casefold())]
        if not found or not is_reason(found[0], taxonomy):
            known = ", ".join(one.code for one in taxonomy.in_use if is_reason(one.code, taxonomy))
            raise InputError(f"There is no reason {told!r}.", fix=f"Write one of {known}.")
        codes.append(found[0])
    weights = weigh_reasons([PastReason(code, 1.0) for code in dict.fromkeys(codes)])
    return Sought(deal_id, weights, "reasons", name_lot(None, weights))


def seek_words(home: Home, text: str) -> Sought:
    """A situation told in words, coded as anything that is said. Raises InputError where they name no driver."""
    from assay.words.coding.coder import open_coder
    from assay.words.coding.texts import Written, code_texts

    coder = open_coder(home)
    (marks,) = code_texts(coder, [Written(text, is_answer=True)])
    scores: dict[str, float] = {}
    for mark in marks:
        told = [(mark.code.driver, 1.0)] if mark.code.driver else [(one.driver, one.score) for one in mark.code.choices]
        for driver, score in told:
            if is_reason(driver, coder.taxonomy):
                scores[driver] = max(scores.get(driver, 0.0), score)
    weights = weigh_reasons([PastReason(driver, score) for driver, score in scores.items()])
    if not weights:
        raise InputError(
            f"No reason can be read from {text!r}.", fix="Tell what kept the buyer from buying, or use --reason CODE."
        )
    return Sought(None, weights, "words", name_lot(None, weights))


def find_like(
    connection: duckdb.DuckDBPyConnection,
    sought: Sought,
    *,
    holds_out: bool = True,
    sight: Sight = EVERYTHING,
    is_whole: bool = False,
) -> Found:
    """The open deals like it. is_whole: all of them ranked; by default as many as may be proposed.

    sight: which deals the reader may see.  holds_out: whether a part is kept back by lot.
    """
    ask = ask_through(connection)
    ranked = rank_open(
        ask,
        sought.weights,
        but=-1 if sought.deal_id is None else sought.deal_id,
        sight=sight,
        lot=sought.lot,
        share=HELD_OUT if holds_out else 0.0,
        most=None if is_whole else MOST,
    )
    proposed = propose(ranked)
    ids = [one.deal_id for one in proposed]
    matched = match_signals(ask, sought.deal_id, ids) if sought.deal_id is not None and ids else {}
    grounds: dict[tuple[int, str], list[DriverGround]] = {}
    for ground in read_grounds(ask, ids, list(sought.weights)):
        grounds.setdefault((ground.deal_id, ground.driver), []).append(ground)
    return Found(sought, ranked, proposed, matched, grounds)


def is_reason(driver: str, taxonomy: Taxonomy) -> bool:
    """Whether a driver is one that something can be done about or asked after: neither "other" nor "unknown"."""
    return driver not in ("other", "unknown") and driver in taxonomy.by_code
