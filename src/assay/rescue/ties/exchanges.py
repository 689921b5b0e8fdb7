"""Which of ours is in two-way contact with which people of theirs, on which deals."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from assay.asking.ask import Ask, list_ids, list_texts
from assay.asking.sight import Sight
from assay.asking.whom import TALKED, WRITTEN, Figures
from assay.rescue.ties.ways import Ground, Target

#: rows named for each exchange, the latest
_NAMED = 3

#: people with whom somebody took part, and people of partner companies, whom the narrow tables leave out
_PRESENT = """
  SELECT deal_id, activity_id, person_id, occurred_at, kind, direction, status, part FROM deal_presence
  WHERE person_id IN ({people}) AND known_at <= {known_by} AND occurred_at <= {as_of}
  UNION ALL
  SELECT l.deal_id, a.id, x.person_id, a.occurred_at, a.kind, a.direction, a.status, x.part
  FROM activity_person x JOIN activity a ON a.id = x.activity_id JOIN activity_deal l ON l.activity_id = a.id
  WHERE x.side = 'partner' AND x.person_id IN ({people}) AND NOT x.is_deleted AND NOT a.is_deleted
    AND NOT l.is_deleted AND greatest(a.known_at, x.known_at, l.known_at) <= {known_by} AND a.occurred_at <= {as_of}"""

_EXCHANGED = """
WITH present AS ({present}),
met AS (
  SELECT p.*, e.owner_id, d.account_id, coalesce(d.name, d.source_id) AS deal, d.id = {deal} AS here, {seen} AS is_seen,
    p.kind IN ({talked}) AND p.status NOT IN ('planned', 'cancelled', 'missed', 'moved') AS talk,
    p.kind IN ({written}) AND p.direction = 'inbound' AND p.part = 'from' AS told,
    p.kind IN ({written}) AND p.direction = 'outbound' AND p.part <> 'from' AS heard
  FROM present p JOIN deal d ON d.id = p.deal_id
  JOIN deal_event e ON e.deal_id = p.deal_id AND e.activity_id = p.activity_id
  WHERE NOT d.is_deleted AND NOT coalesce(e.is_automated, false)),
seated AS (
  SELECT deal_id, activity_id, seller_id FROM deal_seat
  WHERE deal_id IN (SELECT deal_id FROM met) AND known_at <= {known_by}),
ours AS (
  SELECT m.*, s.seller_id FROM met m JOIN seated s USING (deal_id, activity_id)
  UNION ALL
  SELECT m.*, m.owner_id FROM met m ANTI JOIN seated s USING (deal_id, activity_id)
  WHERE m.owner_id IS NOT NULL),
once AS (
  SELECT DISTINCT ON (seller_id, person_id, activity_id) * FROM ours WHERE talk OR told OR heard
  ORDER BY seller_id, person_id, activity_id, here DESC, is_seen DESC, deal_id)
SELECT seller_id, person_id, account_id, here, is_seen, count(*) FILTER (WHERE told),
  count(*) FILTER (WHERE heard), count(*) FILTER (WHERE talk), max(occurred_at) FILTER (WHERE talk OR told),
  list(deal ORDER BY occurred_at DESC, deal_id), list(deal_id ORDER BY occurred_at DESC, deal_id),
  list(activity_id ORDER BY occurred_at DESC, deal_id)
FROM once GROUP BY ALL ORDER BY seller_id, person_id"""


@dataclass(frozen=True)
class Exchange:
    """What went both ways between one of ours and one of theirs, on deals of one account.

    figures: activities counted once, however many deals they belong to.  deals: their names, the latest first.
    grounds: the latest rows.  here: on the deal asked about.  is_seen: whether the reader may see those deals.
    """

    seller_id: int
    person_id: int
    account_id: int | None
    here: bool
    is_seen: bool
    figures: Figures
    deals: tuple[str, ...]
    grounds: tuple[Ground, ...]


def read_exchanges(ask: Ask, people: Collection[int], target: Target, sight: Sight) -> list[Exchange]:
    """All two-way exchanges with these people that were known by then, on whatever deal.

    Who of ours took part is who is named in the activity; where nobody is, whose activity it is.
    """
    if not people:
        return []
    present = _PRESENT.format(people=list_ids(people), as_of=target.as_of, known_by=target.known_by)
    rows = ask(
        _EXCHANGED.format(
            present=present,
            deal=target.deal_id,
            seen=sight.sql("d"),
            talked=list_texts(TALKED),
            written=list_texts(WRITTEN),
            known_by=target.known_by,
        )
    )
    return [_make_exchange(*row) for row in rows]


def _make_exchange(
    seller: int,
    person: int,
    account: int | None,
    here: bool,
    is_seen: bool,
    inbound: int,
    outbound: int,
    talks: int,
    last_word_at: int | None,
    names: Sequence[str],
    deals: Sequence[int],
    activities: Sequence[int],
) -> Exchange:
    figures = Figures(inbound, outbound, talks, last_word_at)
    told = tuple(dict.fromkeys(names))
    return Exchange(seller, person, account, here, is_seen, figures, told, _name_rows(deals, activities))


def _name_rows(deals: Sequence[int], activities: Sequence[int]) -> tuple[Ground, ...]:
    return tuple(Ground("activity", row, deal) for deal, row in list(zip(deals, activities, strict=True))[:_NAMED])


def add_up(exchanges: Iterable[Exchange]) -> Figures:
    """What went both ways in all of them together."""
    known = [one.figures for one in exchanges]
    words = [one.last_word_at for one in known if one.last_word_at is not None]
    return Figures(
        sum(one.inbound for one in known),
        sum(one.outbound for one in known),
        sum(one.meetings for one in known),
        max(words, default=None),
    )


def group_exchanges(exchanges: Iterable[Exchange], key: Callable[[Exchange], int]) -> dict[int, list[Exchange]]:
    """By seller or by person, as `key` says."""
    found: dict[int, list[Exchange]] = defaultdict(list)
    for one in exchanges:
        found[key(one)].append(one)
    return found


def measure(figures: Figures) -> tuple[int, int, int]:
    """By what ties are ordered, the strongest first: two-way exchanges, then all of them, then the last word."""
    return (-figures.both_ways, -(figures.inbound + figures.outbound), -(figures.last_word_at or 0))
