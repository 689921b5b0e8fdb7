"""Who else can talk to the buyer of a deal, as far as the reader may see."""

from assay.asking.ask import Ask
from assay.rescue.ties.finding import choose_driver, find_ways
from assay.rescue.ties.ways import Found
from assay.web.request import Request
from assay.web.ties.manners import read_manners


def seek_ways(request: Request, ask: Ask, deal_id: int, driver: str = "") -> Found:
    """The ways to the buyer of a deal that the reader may see. driver: by default the likeliest at work in it.

    Raises InputError where the last run knows of no such deal.
    """
    return find_ways(ask, deal_id, driver or choose_driver(ask, deal_id), read_manners(), request.scope.sight)
