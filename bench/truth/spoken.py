"""The passages that a coder would find in a made-up history."""

from typing import Any

import numpy as np

from bench.truth.columns import Columns, Rows, closed_at, key, pick, repeat
from bench.truth.contact import Contact
from bench.truth.history import Lives
from bench.truth.witness import Witness
from bench.truth.world import DRIVERS, THEMES, Whole


def lay_passages(
    deal: Whole, table: str, row: Whole, side: Any, origin: Any, when: Whole, known: Whole, cause: Whole
) -> Columns:
    """Passages of one kind of row that tell of causes."""
    n = len(deal)
    return {
        "deal_id": key("deal", deal),
        "table": repeat(table, n),
        "row_id": row,
        "side": side if isinstance(side, np.ndarray) else repeat(side, n),
        "origin": origin if isinstance(origin, np.ndarray) else repeat(origin, n),
        "occurred_at": when,
        "known_at": known,
        "driver": pick((*DRIVERS, ""), cause),
        "theme": np.full(n, None, dtype=object),
        "polarity": repeat("against", n),
        "coder": repeat("model", n),
    }


def tell_causes(lives: Lives, contact: Contact, rows: Rows, words: Whole, notes: Whole) -> Columns:
    """Where a cause came up."""
    place = np.empty(len(contact.mention_deal), np.int64)
    has_word = contact.mention_word >= 0
    place[has_word] = words[contact.mention_word[has_word]]
    place[~has_word] = notes
    return _in_activities(rows, contact.mention_deal, place, contact.mention_cause)


def _in_activities(rows: Rows, deal: Whole, place: Whole, cause: Whole) -> Columns:
    activity = rows["activity"]
    side = np.where(activity["direction"][place] == "inbound", "buyer", "rep").astype(object)
    origin = np.where(activity["kind"][place] == "email", "email", "crm_note").astype(object)
    when, known = activity["occurred_at"][place], activity["known_at"][place]
    return lay_passages(deal, "activity", activity["id"][place], side, origin, when, known, cause)


def tell_themes(lives: Lives, contact: Contact, rows: Rows, words: Whole, dice: np.random.Generator) -> Columns:
    """What each buyer cares most about comes up in one word of three."""
    place = np.flatnonzero(dice.random(len(words)) < 0.33)
    deal = contact.deal[place]
    told = _in_activities(rows, deal, words[place], np.full(len(place), len(DRIVERS)))
    told["theme"] = pick(THEMES, lives.theme[deal])
    told["polarity"] = repeat("for", len(place))
    return told


def tell_reasons(lives: Lives, witness: Witness) -> Columns:
    """The reasons that reps entered."""
    deal = np.flatnonzero(witness.rep >= 0)
    when = closed_at(lives)[deal]
    return lay_passages(deal, "deal", key("deal", deal), "rep", "crm_reason", when, when, witness.rep[deal])
