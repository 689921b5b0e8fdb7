"""Open deals with reasons at work in them, and by when something can still be done: before the decision."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from assay.asking.ask import Ask, list_ids, list_texts
from assay.asking.opening import DEAD
from assay.asking.sight import EVERYTHING, Sight
from assay.domain.spans import DAY, count_days
from assay.rescue.situation import LEAST

#: drivers of the taxonomy that are no reasons
_NO_REASONS = ("other", "unknown")

#: how often the buyer has to answer before a decision can change: once to what we say, once to what we do about it
ANSWERS = 2

#: what the pace of a deal is taken for at least and at most: a buyer who wrote twice on one day is not hourly
_PACE_DAYS = (1.0, 45.0)

#: of one deal so many reasons are named
_NAMED = 3


@dataclass(frozen=True)
class RiskReason:
    """A driver at work, with probability p since then (epoch seconds, None where not told). rows: that speak for it."""

    driver: str
    p: float
    whose: str
    since: int | None
    rows: int


@dataclass(frozen=True)
class AtRisk:
    """An open deal. decision_at: the stated day of the decision, None where none lies ahead.  pace_days: mean days
    between two of the buyer's words, None where there were fewer than two.  act_by: epoch seconds.  rule: what it rests
    on: decision, pause (the usual pause ends), or now (both have passed, or nothing is known).
    """

    deal_id: int
    source_id: str
    name: str
    owner_id: int | None
    stage: str
    value: float | None
    as_of: int
    decision_at: int | None
    last_word_at: int | None
    pace_days: float | None
    silent_days: int | None
    act_by: int
    rule: str
    reasons: tuple[RiskReason, ...]

    @property
    def days_left(self) -> int:
        """Whole days from the moment of the results until act_by; 0 where it is now."""
        return max(0, (self.act_by - self.as_of) // DAY)

    @property
    def at_stake(self) -> float:
        """The value times the probability of the likeliest reason; by it deals are ordered."""
        return (self.value or 0.0) * self.reasons[0].p


def list_at_risk(
    ask: Ask,
    sight: Sight = EVERYTHING,
    *,
    least: float = LEAST,
) -> list[AtRisk]:
    """Open deals whose buyer is not given up and in which a driver is likelier at work than `least`.

    The greatest value times probability first, deals without a value last. sight: which deals the reader may see.
    """
    rows = ask(
        f"""
        SELECT d.id, d.source_id, coalesce(d.name, d.source_id), d.owner_id, coalesce(m.stage, ''), m.value, m.as_of,
          CASE WHEN epoch(d.close_date_stated) > m.as_of THEN epoch(d.close_date_stated)::BIGINT END,
          m.last_word_at, m.opened_at, s.words, s.usual_until
        FROM moment m JOIN deal d ON d.id = m.deal_id LEFT JOIN silence s ON s.deal_id = m.deal_id
        WHERE m.outcome = 'open' AND NOT d.is_deleted AND coalesce(s.p_dead, 0) < {DEAD}
          AND {sight.sql("d")}
          AND d.id IN (SELECT deal_id FROM reason WHERE view = 'open' AND p_active > {least!r}
            AND driver NOT IN ({list_texts(_NO_REASONS)}))"""
    )
    reasons = _read_reasons(ask, [row[0] for row in rows], least)
    found = []
    for number, source_id, name, owner, stage, value, as_of, decision, last_word, opened, words, usual in rows:
        pace = find_pace(opened, last_word, words)
        act_by, rule = find_deadline(as_of, decision, pace, usual)
        silent = None if last_word is None else count_days(last_word, as_of)
        told = (number, source_id, name, owner, stage, value, as_of, decision, last_word, pace, silent, act_by, rule)
        found.append(AtRisk(*told, tuple(reasons[number])))
    return sorted(found, key=lambda one: (one.value is None, -one.at_stake, -one.reasons[0].p, one.deal_id))


def find_pace(opened_at: int | None, last_word_at: int | None, words: int | None) -> float | None:
    """Mean days between two days on which the buyer spoke; None below two of them."""
    if opened_at is None or last_word_at is None or words is None or words < 2:
        return None
    least, most = _PACE_DAYS
    return min(most, max(least, (last_word_at - opened_at) / DAY / words))


def find_deadline(
    as_of: int, decision_at: int | None, pace_days: float | None, usual_until: int | None
) -> tuple[int, str]:
    """By when something has to be done, epoch seconds, and what that rests on.

    So long before the stated decision that the buyer can answer ANSWERS times at this deal's own pace; or when the
    pause that is usual for it ends, if that comes first: after it a word is less and less likely. Where both have
    passed or are not known: now.
    """
    ends = []
    if decision_at is not None:
        ends.append((round(decision_at - ANSWERS * (pace_days or _PACE_DAYS[0]) * DAY), "decision"))
    if usual_until is not None:
        ends.append((usual_until, "pause"))
    if not ends:
        return as_of, "now"
    first = min(ends)
    return first if first[0] > as_of else (as_of, "now")


def _read_reasons(ask: Ask, deals: Collection[int], least: float) -> dict[int, list[RiskReason]]:
    rows = ask(
        f"""
        SELECT deal_id, driver, p_active, whose, since, for_rows FROM reason
        WHERE view = 'open' AND p_active > {least!r} AND driver NOT IN ({list_texts(_NO_REASONS)})
          AND deal_id IN ({list_ids(deals)})
        ORDER BY deal_id, p_active DESC, driver"""
    )
    found: dict[int, list[RiskReason]] = defaultdict(list)
    for deal_id, *told in rows:
        if len(found[deal_id]) < _NAMED:
            found[deal_id].append(RiskReason(*told))
    return found
