"""What other programs are told of plays: ids, names of deals and codes, never what anybody wrote or said."""

from typing import Any

from assay.rescue.won_back import Why, WonBack
from assay.web.people.letters import make_address
from assay.web.plays.models import Play, PlayCall
from assay.web.webhooks.announcing import announce, announce_once, name_deal, write_moment
from assay.web.webhooks.models import Announced

_READY = "won_back.ready"


def tell_made(play: Play) -> None:
    """That somebody takes it on."""
    told = {"kind": play.kind, "source": play.source, "owner_id": play.owner_id, "due": play.due.isoformat()}
    announce("play.made", _name(play) | told)


def tell_called(play: Play, call: PlayCall) -> None:
    """What came back, by its code; the driver is that of another concern."""
    result = {"id": call.pk, "at": write_moment(call.at), "result": call.result, "driver": call.driver or None}
    announce("play.called", _name(play) | {"call": result})


def tell_ended(play: Play) -> None:
    """That its deal has ended, and how; or that the play was given up."""
    is_dropped = play.dropped_at is not None
    how = "given_up" if is_dropped else "deal_ended"
    announce("play.ended", _name(play) | {"how": how, "outcome": None if is_dropped else play.outcome})


def tell_ready(found: list[WonBack]) -> int:
    """Each lost deal for which something speaks that was not told yet; how many. What speaks no more is forgotten."""
    ready = {one.deal_id: {_name_why(one, why): why for why in one.whys} for one in found}
    every = [key for keys in ready.values() for key in keys]
    Announced.objects.filter(type=_READY).exclude(key__in=every).delete()
    known = set(Announced.objects.filter(type=_READY).values_list("key", flat=True))
    told = 0
    for one in found:
        new = sorted(ready[one.deal_id].keys() - known)
        if new and announce_once(_READY, new[0], _describe_ready(one)):
            told += 1
            Announced.objects.bulk_create([Announced(type=_READY, key=key) for key in new[1:]], ignore_conflicts=True)
    return told


def _name(play: Play) -> dict[str, Any]:
    url = make_address(f"/plays/{play.pk}/")
    deal = name_deal(play.deal_id, play.deal_name)
    return {"play": {"id": play.pk, "url": url}, "deal": deal, "driver": play.driver}


def _name_why(one: WonBack, why: Why) -> str:
    return f"{one.deal_id} {why.kind} {why.on.isoformat()}"


def _describe_ready(one: WonBack) -> dict[str, Any]:
    # what each is about may name people, or hold words of a contract
    whys = [{"kind": why.kind, "on": why.on.isoformat()} for why in one.whys]
    deal = name_deal(one.deal_id, one.name)
    return {"deal": deal, "driver": one.driver or None, "reasons": whys, "closed_on": one.closed_on.isoformat()}
