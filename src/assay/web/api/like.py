"""Open deals in the same situation, by the API: as a loss, as reasons, or as told in words."""

from django.conf import settings
from ninja import Query, Router

from assay.domain.errors import InputError
from assay.reports.same_situation.reading import Found, seek_known, seek_reasons, seek_words
from assay.rescue.situation import LEAST, count_held_out
from assay.web.api.asking import find_seen
from assay.web.api.shapes import like as shapes
from assay.web.api.shapes.plain import Id
from assay.web.confirming.reading import read_confirmed
from assay.web.people.log import note_visit
from assay.web.plays.suggesting import suggest_like
from assay.web.request import Request
from assay.web.results import Reading, open_reading
from assay.words.taxonomy import load_taxonomy

router = Router(tags=["deals"])


@router.get("deals/{deal_id}/like", response=shapes.Like, summary="Open deals in the same situation as this one")
def like_deal(request: Request, deal_id: Id, query: Query[shapes.ReasonQuery]) -> shapes.Like:
    """By the confirmed verdict, else by that of the run; or by reasons that the person knows of."""
    number, name, _owner = find_seen(request, deal_id)
    taxonomy = load_taxonomy(settings.HOME)
    with open_reading() as reading:
        if query.reason:
            sought = seek_reasons(query.reason, taxonomy, number)
        else:
            sought = seek_known(reading.connection, number, read_confirmed(number), taxonomy)
        found = suggest_like(request, reading.connection, sought, loss_id=number)
        note_visit(request, "saw", "deal", number, name, deal=str(number), like="api")
        return _describe(found, reading)


@router.get("like", response=shapes.Like, summary="Open deals in a situation told by reasons or in words")
def like_told(request: Request, query: Query[shapes.ToldQuery]) -> shapes.Like:
    """Either reasons or text."""
    if bool(query.reason) == bool(query.text.strip()):
        raise InputError(
            "It is not clear what other deals are to be like.", fix="Send reason, once or more, or text, not both."
        )
    taxonomy = load_taxonomy(settings.HOME)
    sought = seek_reasons(query.reason, taxonomy) if query.reason else seek_words(settings.HOME, query.text)
    with open_reading() as reading:
        found = suggest_like(request, reading.connection, sought)
        note_visit(request, "saw", "like", sought.lot[:64], by="api")
        return _describe(found, reading)


def _describe(found: Found, reading: Reading) -> shapes.Like:
    deals = []
    for one in found.proposed:
        matched = found.matched.get(one.deal_id)
        facts = [
            [shapes.Fact(signal=f.signal, title=f.title, missing=f.missing) for f in some]
            for some in ((matched.same, matched.other, matched.unknown) if matched else ((), (), ()))
        ]
        at_work = [
            shapes.AtWork(driver=w.driver, p=w.p, rows=len(found.grounds.get((one.deal_id, w.driver), [])))
            for w in one.at_work
        ]
        deals.append(
            shapes.LikeDeal(
                deal_id=str(one.deal_id), name=one.name, owner=reading.names.name_seller(one.owner_id) or "",
                value=one.value, probability=min(1.0, one.probability), silent_days=one.silent_days, at_work=at_work,
                matches=facts[0], differs=facts[1], unknown=facts[2], held_out=one.is_held_out,
            )
        )  # fmt: skip
    return shapes.Like(
        lot=found.sought.lot,
        source=found.sought.source,
        sought=found.sought.weights,
        deals=deals,
        held_out=count_held_out(found.ranked),
        least=LEAST,
    )
