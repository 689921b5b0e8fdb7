"""What other programs are told of a confirmed verdict: codes and names of deals, never the note beside it."""

from collections.abc import Sequence

from assay.rescue.situation import LikeDeal
from assay.web.confirming.models import ConfirmedVerdict
from assay.web.webhooks.announcing import announce, name_deal


def tell_verdict(kept: ConfirmedVerdict) -> None:
    """That it was confirmed or corrected, with the drivers by their part; or that this was taken back."""
    told = {"deal": name_deal(kept.deal_id, kept.deal_name), "version": kept.version}
    if not kept.is_standing:
        announce("verdict.taken_back", told)
        return
    others = [one["driver"] for one in kept.drivers if not one["is_main"]]
    announce("verdict.confirmed", told | {"act": kept.act, "main_drivers": kept.mains, "other_drivers": others})


def tell_suggested(verdict: ConfirmedVerdict, proposed: Sequence[LikeDeal]) -> None:
    """The open deals proposed, without those that are held out by lot. Of none nothing is told."""
    if not proposed:
        return
    deals = [
        name_deal(one.deal_id, one.name)
        | {
            "probability": round(one.probability, 3),
            "drivers": [at_work.driver for at_work in one.at_work if at_work.p > 0],
        }
        for one in proposed
    ]
    loss = name_deal(verdict.deal_id, verdict.deal_name)
    announce("deals.suggested", {"loss": loss, "main_drivers": verdict.mains, "deals": deals})
