"""When a deal turned: the moments that people vote on, what was computed, and how the votes stand (T8)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assay.asking.ask import Ask

#: beyond this many moments those that tell least are left out: nobody votes on two hundred
MOST_MOMENTS = 26
_KINDS = ("meeting", "demo", "call", "proposal")


@dataclass(frozen=True)
class Moment:
    """One moment. table, row_id: where it stands.  kind: of an activity, or stage, owner, joined, left ...

    words: subject, or what changed.  people: at the buyer who took part.
    """

    table: str
    row_id: int
    at: int
    kind: str
    words: str
    people: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.table}-{self.row_id}"


@dataclass(frozen=True)
class Computed:
    """The turn as the last run has it. low, high: within which it lies with 80 %.  probability: that there was one."""

    at: int
    low: int
    high: int
    probability: float | None

    def holds(self, at: int) -> bool:
        """Whether a moment lies within the days of it."""
        return self.low <= at <= self.high


@dataclass(frozen=True)
class Vote:
    """One person's word on one moment. way: better, same, worse or empty.  is_turn: from here on it went wrong."""

    user_id: int
    key: str
    way: str
    is_turn: bool


@dataclass(frozen=True)
class Tally:
    """How the votes on one moment stand."""

    better: int = 0
    same: int = 0
    worse: int = 0
    turn: int = 0


def list_moments(ask: Ask, deal_id: int) -> list[Moment]:
    """What happened on the deal, oldest first: talks, proposals, moves between stages, people who came and went.

    Mails come in only as far as there is room: first the buyer's.
    """
    talks = ", ".join(f"'{kind}'" for kind in _KINDS)
    rows = ask(
        f"""
        WITH own AS (SELECT * FROM deal_event WHERE deal_id = {deal_id:d} AND NOT coalesce(is_automated, false)
            AND status NOT IN ('planned', 'cancelled', 'missed', 'moved')),
        event AS (SELECT 'activity' AS t, o.activity_id AS id, o.occurred_at AS day_at, o.kind,
            coalesce(a.subject, '') AS words, o.direction,
            CASE WHEN o.kind IN ({talks}) THEN 0 WHEN o.direction = 'inbound' THEN 2
            WHEN o.direction = 'outbound' THEN 3 ELSE 4 END AS rank
          FROM own o JOIN activity a ON a.id = o.activity_id),
        step AS (SELECT 'stage_history', id, changed_at, field, coalesce(old_value, '') || ' → ' ||
            coalesce(new_value, ''), '', 1 FROM stage_history
          WHERE deal_id = {deal_id:d} AND field IN ('stage', 'owner') AND old_value IS NOT NULL AND NOT is_deleted),
        person AS (SELECT 'person_change', c.id, c.occurred_at, c.change, concat_ws(', ', c.name, c.title), '', 1
          FROM person_change c JOIN deal d ON d.account_id = c.account_id
          WHERE d.id = {deal_id:d} AND NOT c.is_deleted AND c.occurred_at BETWEEN d.opened_at
            AND coalesce(d.closed_at, 9000000000)),
        every AS (SELECT * FROM event UNION ALL SELECT * FROM step UNION ALL SELECT * FROM person)
        SELECT t, id, day_at, kind, words, direction FROM every WHERE day_at IS NOT NULL
        ORDER BY rank, day_at DESC, id LIMIT {MOST_MOMENTS:d}"""
    )
    names = _name_present(ask, deal_id)
    found = [
        Moment(table, row, at, f"{way}_{kind}" if kind == "email" and way in {"inbound", "outbound"} else kind, words,
               names.get(row, ()) if table == "activity" else ())
        for table, row, at, kind, words, way in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.at, one.table, one.row_id))


def _name_present(ask: Ask, deal_id: int) -> dict[int, tuple[str, ...]]:
    rows = ask(
        f"""
        SELECT p.activity_id, list(DISTINCT coalesce(n.full_name, n.email, n.source_id) ORDER BY
          coalesce(n.full_name, n.email, n.source_id)) FROM deal_presence p JOIN person n ON n.id = p.person_id
        WHERE p.deal_id = {deal_id:d} AND p.part <> 'cc' GROUP BY 1"""
    )
    return {activity: tuple(names) for activity, names in rows}


def read_computed(ask: Ask, deal_id: int) -> Computed | None:
    """The turn that the signal found; None where it found none or could not tell."""
    rows = ask(
        f"""
        SELECT t.turn_at, coalesce(t.low_at, t.turn_at), coalesce(t.high_at, t.turn_at), t.p_turn
        FROM turn t JOIN answer a ON a.deal_id = t.deal_id AND a.signal = 'rhythm.momentum_turned'
        WHERE t.deal_id = {deal_id:d} AND a.answer = 'hit' AND t.turn_at IS NOT NULL"""
    )
    return Computed(*rows[0]) if rows else None


def count_votes(votes: Iterable[Vote]) -> dict[str, Tally]:
    """Moment -> how its votes stand."""
    ways: dict[str, Counter[str]] = {}
    for vote in votes:
        counted = ways.setdefault(vote.key, Counter())
        counted[vote.way] += 1
        counted["turn"] += vote.is_turn
    return {
        key: Tally(counted["better"], counted["same"], counted["worse"], counted["turn"])
        for key, counted in ways.items()
    }


def compare_turn(moments: Sequence[Moment], votes: Iterable[Vote], computed: Computed | None) -> tuple[int, int]:
    """How many said when it turned, and how many of them named a moment within the computed days."""
    at = {one.key: one.at for one in moments}
    named = [at[vote.key] for vote in votes if vote.is_turn and vote.key in at]
    return len(named), sum(computed.holds(moment) for moment in named) if computed else 0
