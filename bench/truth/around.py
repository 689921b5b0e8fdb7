"""What happens around deals: newsletters, competitors, new heads at the buyer."""

from collections.abc import Callable

import numpy as np

from bench.truth.columns import DAY, Rows, closed_at, key, number_words, opened_at, pick, repeat
from bench.truth.contact import Contact
from bench.truth.history import FAKES, MOVES, Lives, move_day
from bench.truth.world import RIVALS, THEMES, Whole


def write_marketing(rows: Rows, lives: Lives, ends: int) -> None:
    """Newsletters, and those that stopped."""
    programmes = np.arange(20)
    begin = int(opened_at(lives).min()) - 100 * DAY
    rows["campaign"] = {
        "id": key("campaign", programmes),
        "known_at": np.full(20, begin),
        "name": number_words("Newsletter", programmes),
        "kind": repeat("nurture", 20),
    }
    deals = np.flatnonzero(lives.nurtured)
    until = np.minimum(np.minimum(lives.stop, lives.closed + 60), lives.last_day)[deals]
    first = lives.opened[deals] - 70
    count = np.maximum((until - first - 1) // 14 + 1, 0)
    of = np.repeat(np.arange(len(deals)), count)
    place = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    when = (first[of] + 14 * place) * DAY + 7 * 3600
    rows["campaign_touch"] = {
        "id": key("campaign_touch", np.arange(len(of))),
        "known_at": when,
        "campaign_id": key("campaign", deals[of] % 20),
        "person_id": key("person", deals[of] * 4 + 2),
        "kind": repeat("sent", len(of)),
        "responded": np.zeros(len(of), np.bool_),
        "occurred_at": when,
    }


def write_rivals(rows: Rows, lives: Lives, dice: np.random.Generator, ends: int) -> None:
    """Who else was on a deal, when it was written down, and what competitors announced."""
    who = np.arange(RIVALS)
    begin = int(opened_at(lives).min())
    rows["competitor"] = {
        "id": key("competitor", who),
        "known_at": np.full(RIVALS, begin),
        "name": number_words("Rival", who),
    }
    deals = np.flatnonzero(lives.rival >= 0)
    life = np.maximum(np.minimum(lives.died, lives.last_day) - lives.opened, 1)[deals]
    named = opened_at(lives)[deals] + (dice.random(len(deals)) * np.minimum(life, 60) * DAY).astype(np.int64)
    in_time = dice.random(len(deals)) < 0.75
    # of the others the rep fills it in after a loss, and never after a win
    kept = in_time | (~lives.won & (closed_at(lives) <= ends))[deals]
    when = np.where(in_time, named, closed_at(lives)[deals])[kept]
    deals, in_time = deals[kept], in_time[kept]
    rows["deal_competitor"] = {
        "id": key("deal_competitor", deals),
        "known_at": when,
        "deal_id": key("deal", deals),
        "competitor_id": key("competitor", lives.rival[deals]),
        "part": np.where(in_time, "present", "won_by").astype(object),
        "named_at": when,
        "basis": repeat("field", len(deals)),
    }
    moves = [*MOVES, *FAKES]
    days = np.array([move_day(lives.world, share) for _, _, share in moves]) * DAY
    rows["competitor_event"] = {
        "id": key("competitor_event", np.arange(len(moves))),
        "known_at": days + DAY,
        "competitor_id": key("competitor", np.array([rival for rival, _, _ in moves])),
        "theme": pick(THEMES, np.array([theme for _, theme, _ in moves])),
        "what": repeat("announced a new release", len(moves)),
        "occurred_at": days,
        "link": repeat("https://example.org/news", len(moves)),
    }


def write_heads(rows: Rows, lives: Lives, contact: Contact, late: Callable[[Whole], Whole]) -> None:
    """New heads at the buyer."""
    n = len(contact.head_deal)
    when = contact.head_day * DAY + 8 * 3600
    rows["person_change"] = {
        "id": key("person_change", np.arange(n)),
        "known_at": late(when + 2 * DAY),
        "account_id": key("account", contact.head_deal),
        "name": number_words("New head", np.arange(n)),
        "title": repeat("CFO", n),
        "seniority": repeat("c_level", n),
        "change": repeat("joined", n),
        "occurred_at": when,
        "basis": repeat("import", n),
    }
