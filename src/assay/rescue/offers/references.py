"""Whom to ask to tell how they overcame a concern: buyers of won deals in which it had come up."""

from dataclasses import dataclass
from typing import Any

from assay.asking.ask import Ask
from assay.asking.capping import Asked, count_requests
from assay.asking.sight import EVERYTHING, Sight
from assay.asking.whom import Figures, find_hindrance
from assay.rescue.ties.ways import Manners
from assay.store.quoting import quote_text

#: people are sought on so many of the won deals, the nearest and latest
_DEALS = 300


@dataclass(frozen=True)
class ReferencePerson:
    """A buyer of won deals with the concern. figures: what went both ways with them on these deals.

    deals: how many of these deals.  is_reference: the record says that they may serve as a reference.  is_near: of the
    same segment as the deal asked for.  hindered: why they may not be asked: do_not_contact,
    consent, withdrawn, said_no, cap, or empty.
    owner_id: the rep of the latest of these deals, through whom to ask.
    """

    person_id: int
    name: str
    title: str
    account: str
    deal_id: int
    deal_name: str
    owner_id: int | None
    deals: int
    is_reference: bool
    is_near: bool
    figures: Figures
    hindered: str
    asked: Asked


def propose_references(
    ask: Ask,
    driver: str,
    manners: Manners,
    *,
    deal_id: int | None = None,
    sight: Sight = EVERYTHING,
    most: int = 8,
) -> list[ReferencePerson]:
    """Those who may be asked first, then by strength of the tie; those who may not be asked last, with the reason.

    Nobody is proposed with whom nothing went both ways, nor anybody of the account of `deal_id` itself.
    sight: as read_cases takes it.
    """
    own = -1 if deal_id is None else deal_id
    rows = ask(
        f"""
        WITH overcame AS (
          SELECT DISTINCT c.deal_id, d.owner_id, coalesce(d.name, d.source_id) AS name, m.closed_at,
            coalesce(m.segment = (SELECT segment FROM moment WHERE deal_id = {own:d}), false) AS is_near
          FROM offer_case c JOIN deal d ON d.id = c.deal_id JOIN moment m ON m.deal_id = c.deal_id
          WHERE c.driver = {quote_text(driver)} AND c.won AND NOT d.is_deleted AND {sight.sql("d")}
            AND d.id <> {own:d}
            AND coalesce(d.account_id <> (SELECT account_id FROM deal WHERE id = {own:d}), true)),
        met AS (
          SELECT DISTINCT p.person_id, p.deal_id, p.activity_id, p.occurred_at,
            p.kind IN ('meeting', 'call', 'demo')
              AND p.status NOT IN ('planned', 'cancelled', 'missed', 'moved') AS talk,
            p.kind IN ('email', 'chat', 'letter') AND p.direction = 'inbound' AND p.part = 'from' AS told,
            p.kind IN ('email', 'chat', 'letter') AND p.direction = 'outbound' AND p.part <> 'from' AS heard
          FROM deal_presence p JOIN overcame o USING (deal_id)
          JOIN deal_event e ON e.deal_id = p.deal_id AND e.activity_id = p.activity_id
          WHERE NOT coalesce(e.is_automated, false)),
        told AS (
          SELECT person_id, count(DISTINCT activity_id) FILTER (told) AS inbound,
            count(DISTINCT activity_id) FILTER (heard) AS outbound,
            count(DISTINCT activity_id) FILTER (talk) AS meetings,
            max(occurred_at) FILTER (talk OR told) AS last_word_at, count(DISTINCT deal_id) AS deals,
            arg_max(deal_id, occurred_at) AS latest
          FROM met GROUP BY person_id)
        SELECT n.id, coalesce(n.full_name, n.email, n.source_id), coalesce(n.title, ''), coalesce(a.name, ''),
          o.deal_id, o.name, o.owner_id, t.deals, n.id IN (
            SELECT person_id FROM tie WHERE kind = 'reference' AND NOT is_deleted) AS is_reference, o.is_near,
          t.inbound, t.outbound, t.meetings, t.last_word_at, n.do_not_contact, coalesce(n.consent, '')
        FROM told t JOIN person n ON n.id = t.person_id JOIN overcame o ON o.deal_id = t.latest
        LEFT JOIN account a ON a.id = n.account_id
        WHERE NOT n.is_deleted AND least(t.inbound, t.outbound) + t.meetings > 0"""
    )
    found = [_read_person(row, manners) for row in rows]
    return sorted(found, key=_rank)[:most]


def _read_person(row: tuple[Any, ...], manners: Manners) -> ReferencePerson:
    person, name, title, account, deal, deal_name, owner, deals, is_reference, is_near, *rest = row
    inbound, outbound, meetings, last_word, do_not_contact, consent = rest
    asked = count_requests(manners.requests.get(person, ()), manners.today, manners.cap)
    barred = find_hindrance(do_not_contact, consent, asked)
    refused = manners.refused.get(person, "")
    return ReferencePerson(
        person_id=person,
        name=name,
        title=title,
        account=account,
        deal_id=deal,
        deal_name=deal_name,
        owner_id=owner,
        deals=deals,
        is_reference=is_reference,
        is_near=is_near,
        figures=Figures(inbound, outbound, meetings, last_word),
        hindered=refused if barred in ("", "cap") and refused else barred,
        asked=asked,
    )


def _rank(one: ReferencePerson) -> tuple[object, ...]:
    figures = one.figures
    return (
        bool(one.hindered),
        not one.is_reference,
        not one.is_near,
        -figures.both_ways,
        -(figures.last_word_at or 0),
        one.name.casefold(),
        one.person_id,
    )
