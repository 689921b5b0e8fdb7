"""Who had the same concern and bought: accounts that won with it, with a person there to ask."""

from collections import defaultdict
from dataclasses import dataclass

from assay.asking.ask import Ask
from assay.asking.sight import Sight
from assay.rescue.ties.ways import Ground, Target
from assay.store.quoting import quote_text

#: a concern was there in a won deal from this probability on, or where the rep or the buyer named it
LIKELY = 0.5

#: rows named for each reference
_NAMED = 3


@dataclass(frozen=True)
class Reference:
    """A won deal in which the driver was likely at work before. alike: segment, industry, as far as they agree.

    people: those on it, to be asked.
    """

    deal_id: int
    name: str
    account_id: int
    account: str
    owner_id: int | None
    won_at: int | None
    alike: tuple[str, ...]
    is_seen: bool
    people: frozenset[int]
    grounds: tuple[Ground, ...]


def read_references(ask: Ask, target: Target, driver: str, sight: Sight) -> list[Reference]:
    """One won deal for each account that had the concern and bought: alike ones first, then the latest.

    A deal that the reader may see goes before one that the reader may not.
    """
    sought = quote_text(driver)
    rows = ask(
        f"""
        WITH won AS (
          SELECT DISTINCT ON (d.account_id) d.id, coalesce(d.name, d.source_id) AS name, d.account_id,
            coalesce(a.name, '') AS account, d.owner_id, m.closed_at,
            coalesce(m.segment = {quote_text(target.segment)}, false) AND m.segment <> '' AS same_segment,
            coalesce(a.industry = {quote_text(target.industry)}, false) AND a.industry <> '' AS same_industry,
            {sight.sql("d")} AS is_seen
          FROM reason r JOIN moment m ON m.deal_id = r.deal_id JOIN deal d ON d.id = r.deal_id
          JOIN account a ON a.id = d.account_id
          WHERE r.driver = {sought} AND m.outcome = 'won' AND NOT d.is_deleted AND NOT a.is_deleted
            AND (r.p_active >= {LIKELY} OR r.stated_by_rep OR r.stated_by_buyer)
            AND d.account_id IS DISTINCT FROM {"NULL" if target.account_id is None else target.account_id}
          ORDER BY d.account_id, is_seen DESC, m.closed_at DESC NULLS LAST, d.id),
        told AS (
          SELECT g.deal_id, list({{'name': g.table_name, 'row': g.row_id}}
            ORDER BY (g.side = 'buyer') DESC, g.occurred_at DESC NULLS LAST, g.row_id)[:{_NAMED}] AS grounds
          FROM reason_ground g WHERE g.deal_id IN (SELECT id FROM won) AND g.driver = {sought} AND g.way = 'for'
          GROUP BY g.deal_id)
        SELECT w.*, t.grounds FROM won w LEFT JOIN told t ON t.deal_id = w.id
        ORDER BY w.same_segment DESC, w.same_industry DESC, w.closed_at DESC NULLS LAST, w.id"""
    )
    people = _read_people(ask, [row[0] for row in rows], target.known_by)
    return [
        Reference(
            deal,
            name,
            account_id,
            account,
            owner,
            won_at,
            tuple(word for word, same in (("segment", segment), ("industry", industry)) if same),
            is_seen,
            people[deal],
            tuple(Ground(row["name"], row["row"], deal) for row in grounds or ()),
        )
        for deal, name, account_id, account, owner, won_at, segment, industry, is_seen, grounds in rows
    ]


def _read_people(ask: Ask, deals: list[int], known_by: int) -> defaultdict[int, frozenset[int]]:
    """Deal -> who took part in it."""
    found: defaultdict[int, frozenset[int]] = defaultdict(frozenset)
    if deals:
        ids = ", ".join(f"{deal:d}" for deal in deals)
        rows = ask(
            f"""
            SELECT deal_id, list(DISTINCT person_id) FROM (
              SELECT deal_id, person_id FROM deal_person WHERE deal_id IN ({ids}) AND NOT is_deleted
                AND known_at <= {known_by}
              UNION SELECT deal_id, person_id FROM deal_presence WHERE deal_id IN ({ids}) AND known_at <= {known_by})
            GROUP BY deal_id"""
        )
        found.update((deal, frozenset(people)) for deal, people in rows)
    return found
