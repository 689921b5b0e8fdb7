"""Finds who else can talk to the buyer of a deal, the strongest of each group first, and says what is unknown."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assay.asking.ask import Ask
from assay.asking.sight import EVERYTHING, Sight
from assay.domain.errors import InputError
from assay.rescue.situation import LEAST
from assay.rescue.ties.circle import Bond, read_bonds, read_inside, read_people, read_target
from assay.rescue.ties.exchanges import Exchange, add_up, group_exchanges, read_exchanges
from assay.rescue.ties.laying import Known, lay_colleague, lay_moved, lay_reference, lay_tied, rank_way
from assay.rescue.ties.moves import Move, merge_moves, read_moves
from assay.rescue.ties.references import Reference, read_references
from assay.rescue.ties.ways import GROUPS, Found, Manners, Unnamed, Way

#: of references no more are looked at
_MOST_REFERENCES = 12


@dataclass(frozen=True)
class _Read:
    """The rows that ways are made of. hidden: exchanges on deals that the reader may not see."""

    inside: frozenset[int]
    bonds: list[Bond]
    moves: dict[int, Move]
    references: list[Reference]
    hidden: list[Exchange]


def choose_driver(ask: Ask, deal_id: int) -> str:
    """The driver that is likeliest at work in an open deal; empty where none is likely enough to be named."""
    rows = ask(
        f"SELECT driver FROM reason WHERE deal_id = {deal_id:d} AND p_active > {LEAST}"
        " AND driver NOT IN ('other', 'unknown') ORDER BY p_active DESC, driver LIMIT 1"
    )
    return str(rows[0][0]) if rows else ""


def find_ways(
    ask: Ask, deal_id: int, driver: str, manners: Manners, sight: Sight = EVERYTHING, *, is_now: bool = True
) -> Found:
    """Who else can talk to the buyer of this deal, with the path and its rows.

    driver: the concern that the buyers won before must have had; empty for none of them.  sight: the deals that the
    reader may see, by default all; of a way over others no more is told than a colleague's name.  The deal itself must
    be one that the reader may see.  is_now: as read_target takes it.
    Raises InputError where the run knows of no such deal.
    """
    target = read_target(ask, deal_id, is_now=is_now)
    if target is None:
        raise InputError(
            "The results of that day know of no such deal.",
            fix="Ask about a later day, or bring the results up to date: assay run",
        )
    inside, on_deal = read_inside(ask, target)
    bonds = read_bonds(ask, target, sight)
    moves = merge_moves(read_moves(ask, target, inside))
    references = read_references(ask, target, driver, sight) if driver else []
    named = [one for one in references if one.is_seen][:_MOST_REFERENCES]
    people = {*inside, *on_deal, *(one.person_id for one in bonds), *moves, *(one.person_id for one in moves.values())}
    people |= {person for one in named for person in one.people}
    exchanges = read_exchanges(ask, people, target, sight)
    by_person = group_exchanges((one for one in exchanges if one.is_seen), lambda one: one.person_id)
    known = Known(target, manners, read_people(ask, people), _read_sellers(ask), by_person)
    moves |= _list_known_elsewhere(inside, moves, known)
    references = [*named, *(one for one in references if not one.is_seen)]
    read = _Read(inside, bonds, moves, references, [one for one in exchanges if not one.is_seen])
    ways = sorted(_lay_all(known, read), key=lambda way: (GROUPS.index(way.group), rank_way(way)))
    return Found(
        target, driver, tuple(ways), _list_unnamed(known, read, ways), _list_missing(ask, known, read, ways, driver)
    )


def _read_sellers(ask: Ask) -> dict[int, str]:
    """Those who are still with us."""
    rows = ask(
        "SELECT id, coalesce(name, email, source_id) FROM seller WHERE NOT is_deleted AND coalesce(is_active, true)"
    )
    return dict(rows)


def _list_known_elsewhere(inside: Iterable[int], moves: dict[int, Move], known: Known) -> dict[int, Move]:
    """People at the buyer whom we met on another company's deals, though no change of theirs is on record."""
    target = known.target
    found = {}
    for person in inside:
        elsewhere = [
            one
            for one in known.seen.get(person, [])
            if not one.here and one.account_id is not None and one.account_id != target.account_id
        ]
        somebody = known.people.get(person)
        if person not in moves and elsewhere and somebody and somebody.account_id == target.account_id:
            found[person] = Move(person, person, "stands_there", None, "", ())
    return found


def _lay_all(known: Known, read: _Read) -> Iterator[Way]:
    target = known.target
    tied: dict[int, list[Bond]] = defaultdict(list)
    for bond in read.bonds:
        somebody = known.people.get(bond.person_id)
        if bond.is_seen and somebody and (target.account_id is None or somebody.account_id != target.account_id):
            tied[bond.person_id].append(bond)
    yield from (lay_tied(known, person, bonds) for person, bonds in tied.items())
    left = {move.person_id for move in read.moves.values() if move.kind == "left"}
    for move in read.moves.values():
        if move.person_id in known.people and move.person_id not in tied and (way := lay_moved(known, move)):
            yield way
    there = read.inside - left - tied.keys()
    yield from _lay_colleagues(known, there)
    yield from (lay_reference(known, one) for one in read.references if one.is_seen)


def _lay_colleagues(known: Known, there: Iterable[int]) -> Iterator[Way]:
    target = known.target
    exchanges = [
        one
        for person in there
        if person in known.people
        for one in known.seen.get(person, [])
        if one.here or one.account_id in (None, target.account_id)
    ]
    for seller, own in group_exchanges(exchanges, lambda one: one.seller_id).items():
        if seller in known.sellers and seller != target.owner_id and (way := lay_colleague(known, seller, own)):
            yield way


def _list_unnamed(known: Known, read: _Read, ways: Iterable[Way]) -> tuple[Unnamed, ...]:
    """Colleagues of whom no more than the name may be told, in the order of names, which tells nothing either."""
    told = {way.through for way in ways if way.group == "colleague"}
    tied = {bond.person_id for bond in read.bonds} | read.moves.keys() | {one.person_id for one in read.moves.values()}
    by_seller = group_exchanges(
        (one for one in read.hidden if one.person_id in read.inside | tied and one.person_id in known.people),
        lambda one: one.seller_id,
    )
    knows = {seller for seller, own in by_seller.items() if add_up(own).both_ways}
    knows |= {bond.owner_id for bond in read.bonds if not bond.is_seen and bond.owner_id is not None}
    owners = {one.owner_id for one in read.references if not one.is_seen and one.owner_id is not None}
    found = [
        Unnamed(seller, known.sellers[seller], kind)
        for kind, sellers in (("knows", knows), ("reference", owners))
        for seller in sellers
        if seller in known.sellers and seller != known.target.owner_id and f"seller:{seller}" not in told
    ]
    return tuple(sorted(found, key=lambda one: (one.kind != "knows", one.name.casefold(), one.seller_id)))


def _list_missing(ask: Ask, known: Known, read: _Read, ways: Iterable[Way], driver: str) -> tuple[str, ...]:
    """What the record would need for more ways to be found."""
    groups = {way.group for way in ways}
    ((has_changes,),) = ask(
        "SELECT EXISTS (SELECT 1 FROM person_change WHERE change IN ('joined', 'left') AND NOT is_deleted)"
    )
    wanted = {
        "account": known.target.account_id is None,
        "people": not read.inside,
        "exchanges": bool(read.inside) and not any(known.seen.get(person) for person in read.inside),
        "ties": "tied" not in groups,
        "changes": "moved" not in groups and not has_changes,
        "driver": not driver,
        "references": bool(driver) and not read.references,
    }
    return tuple(code for code, lacks in wanted.items() if lacks)
