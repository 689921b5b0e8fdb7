"""Lays a way out: who of ours begins it, over whom it leads, and what each step rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assay.asking.capping import count_requests
from assay.asking.whom import Figures
from assay.rescue.ties.circle import TIE_KINDS, Bond, Somebody
from assay.rescue.ties.exchanges import Exchange, add_up, group_exchanges, measure
from assay.rescue.ties.moves import Move
from assay.rescue.ties.references import Reference
from assay.rescue.ties.ways import Manners, Other, Place, Step, Target, Way

_NOTHING = Figures()


@dataclass(frozen=True)
class Known:
    """All that ways to one buyer are made of. sellers: those who are still with us -> name.  seen: person -> exchanges
    that the reader may see.
    """

    target: Target
    manners: Manners
    people: dict[int, Somebody]
    sellers: dict[int, str]
    seen: dict[int, list[Exchange]]

    @property
    def buyer(self) -> Place:
        """Where every way leads."""
        return Place("account", self.target.account_id, self.target.account or self.target.name)

    def name_seller(self, seller: int | None) -> Place:
        """One of ours; nobody by name where no one is known."""
        name = self.sellers.get(seller, "") if seller is not None else ""
        return Place("seller", seller if name else None, name)

    def find_hindrance(self, person: int, *, capped: bool = True) -> tuple[str, date | None]:
        """Why somebody may not be asked, and until when. capped: whether being asked too often counts."""
        said = self.people[person].refuses or self.manners.refused.get(person, "")
        if said or not capped:
            return said, None
        asked = count_requests(self.manners.requests.get(person, ()), self.manners.today, self.manners.cap)
        return ("cap", asked.free_on) if asked.free_on is not None else ("", None)

    def begin(self, exchanges: Iterable[Exchange]) -> tuple[Place, Step, Figures]:
        """Who of ours is in the strongest contact in these, the step to the other one, and the figures of it."""
        by_seller = group_exchanges(exchanges, lambda one: one.seller_id)
        known = [(seller, own, add_up(own)) for seller, own in by_seller.items() if seller in self.sellers]
        known = [one for one in known if one[2].both_ways]
        if not known:
            return self.name_seller(None), Step("none"), _NOTHING
        seller, own, figures = min(known, key=lambda one: (*measure(one[2]), one[0]))
        return self.name_seller(seller), make_exchange(own), figures


def make_exchange(exchanges: Sequence[Exchange]) -> Step:
    """A step over what went both ways."""
    deals = dict.fromkeys(deal for one in exchanges for deal in one.deals)
    grounds = dict.fromkeys(ground for one in exchanges for ground in one.grounds)
    return Step("exchange", add_up(exchanges), about=", ".join(list(deals)[:2]), grounds=tuple(grounds)[:3])


def lay_tied(known: Known, person: int, bonds: Sequence[Bond]) -> Way:
    """Over somebody of another company who is tied to the buyer: by the tie that counts most."""
    first = min(bonds, key=lambda one: TIE_KINDS.index(one.kind))
    grounds = dict.fromkeys(ground for one in (first, *bonds) for ground in one.grounds)
    step = Step(first.kind, at=first.at, until=first.until, about=first.about, grounds=tuple(grounds)[:4])
    exchanges = known.seen.get(person, [])
    return _lay(known, "tied", person, exchanges, (step, known.buyer), on_deal=any(one.here for one in exchanges))


def lay_moved(known: Known, move: Move) -> Way | None:
    """Over somebody who came to the buyer, or left it, and whom we know; None where nothing went both ways."""
    exchanges = known.seen.get(move.known_id, [])
    if move.kind != "left" and move.known_id == move.person_id:
        exchanges = [one for one in exchanges if _is_elsewhere(one, known.target)]
    if not known.begin(exchanges)[2].both_ways:
        return None
    step = Step(move.kind, at=move.at, about=move.about, grounds=move.grounds)
    on_deal = any(one.here for one in known.seen.get(move.person_id, []))
    way = _lay(known, "moved", move.person_id, exchanges, (step, known.buyer), on_deal=on_deal, is_sure=move.is_sure)
    somebody = known.people[move.person_id]
    if move.kind == "left" and somebody.account_id == known.target.account_id:
        # the CRM has not followed them: title and employer are those of before
        start, person, buyer = way.places
        return replace(way, about="", places=(start, replace(person, about=""), buyer))
    return way


def _is_elsewhere(one: Exchange, target: Target) -> bool:
    return not one.here and one.account_id is not None and one.account_id != target.account_id


def lay_colleague(known: Known, seller: int, exchanges: Sequence[Exchange]) -> Way | None:
    """Over one of ours who knows people at the buyer: those who may be contacted first, then the strongest.

    None where nothing went both ways.
    """
    by_person = group_exchanges(exchanges, lambda one: one.person_id)
    figures = {person: add_up(own) for person, own in by_person.items()}
    ranked = sorted(
        (person for person in by_person if figures[person].both_ways),
        key=lambda person: (
            bool(known.find_hindrance(person, capped=False)[0]), *measure(figures[person]), person
        ),
    )  # fmt: skip
    if not ranked:
        return None
    best, rest = ranked[0], ranked[1:]
    somebody = known.people[best]
    return Way(
        group="colleague",
        through=f"seller:{seller}",
        name=known.sellers[seller],
        about="",
        places=(known.name_seller(seller), Place("person", best, somebody.name, somebody.about)),
        steps=(make_exchange(by_person[best]),),
        figures=figures[best],
        hindered=known.find_hindrance(best, capped=False)[0],
        on_deal=any(one.here for one in exchanges),
        others=tuple(
            Other(known.people[one].name, known.people[one].title, figures[one])
            for one in rest
            if not known.find_hindrance(one, capped=False)[0]
        ),
    )


def lay_reference(known: Known, reference: Reference) -> Way:
    """Over somebody of a company that had the same concern and bought; over the owner of that deal where nobody is
    known there.
    """
    step = Step("same_concern", at=reference.won_at, about=reference.name, grounds=reference.grounds)
    asked = [one for one in reference.people if one in known.people]
    ranked = sorted(asked, key=lambda one: (bool(known.find_hindrance(one)[0]), *_measure_best(known, one), one))
    if ranked and known.begin(known.seen.get(ranked[0], []))[2].both_ways:
        return _lay(known, "reference", ranked[0], known.seen[ranked[0]], (step, known.buyer), alike=reference.alike)
    owner = known.name_seller(reference.owner_id)
    company = Place("account", reference.account_id, reference.account)
    through = f"seller:{reference.owner_id}" if owner.name else ""
    places, steps = (owner, company, known.buyer), (Step("none"), step)
    return Way("reference", through, owner.name, company.name, places, steps, _NOTHING, alike=reference.alike)


def _measure_best(known: Known, person: int) -> tuple[int, int, int]:
    return measure(known.begin(known.seen.get(person, []))[2])


def _lay(
    known: Known,
    group: str,
    person: int,
    exchanges: Iterable[Exchange],
    end: tuple[Step, Place],
    *,
    on_deal: bool = False,
    is_sure: bool = True,
    alike: tuple[str, ...] = (),
) -> Way:
    somebody = known.people[person]
    seller, first, figures = known.begin(exchanges)
    hindered, free_on = known.find_hindrance(person)
    place = Place("person", person, somebody.name, somebody.about)
    return Way(
        group=group,
        through=f"person:{person}",
        name=somebody.name,
        about=somebody.about,
        places=(seller, place, end[1]),
        steps=(first, end[0]),
        figures=figures,
        hindered=hindered,
        free_on=free_on,
        on_deal=on_deal,
        is_sure=is_sure,
        alike=alike,
    )


def rank_way(way: Way) -> tuple[object, ...]:
    """Who may be asked first; then what is sure; references alike; those not on the deal yet; then the strongest."""
    return (
        *(bool(way.hindered), not way.is_sure, "segment" not in way.alike, "industry" not in way.alike, way.on_deal),
        *measure(way.figures),
        *(way.name.casefold(), way.through),
    )
