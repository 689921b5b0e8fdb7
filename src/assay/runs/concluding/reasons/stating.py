"""What was stated of each deal, as sources whose rates are learnt: who spoke, and who may have repeated whom."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from assay.runs.concluding.reasons.layout import Layout
from assay.runs.concluding.reasons.speech import SOURCES, Speech
from assay.stats.main_reason import Witness, weigh_main
from assay.stats.statements import FALSE, HITS, Rates, Source, learn_rates, tell_cases
from assay.verdicts.weighing import Weighed

Number = NDArray[np.float64]

#: a buyer who is asked knows why, though not all of it
_BUYER = (3.0, 5.0)
_PEER, _PEER_FALSE = (2.0, 6.0), (1.0, 19.0)
#: an auditor has read the whole record and is what others are measured by, so that these hardly move: right in 85 of
#: 100, and else one of some thirty drivers is named that had no part
_AUDITOR_AT = SOURCES.index("auditor")
#: what an auditor names is no rarer than drivers are on the whole, whatever words tell: the auditor has read those too
_COMMON = 0.05
_AUDITOR, _AUDITOR_FALSE = (850.0, 150.0), (5.0, 995.0)
#: the same of the main one: an auditor names several, and the main one among them
_MAIN_BY_AUDITOR = (85.0, 15.0)
#: whoever names what the buyer named may have heard it there: as likely where it is not so, until the record tells more
_REPEATED = (6.0, 4.0)


def list_sources(layout: Layout, speech: Speech) -> list[Source]:
    """The sources in the order of SOURCES. Of won deals nothing that was stated is read: it tells why they were won."""
    read = layout.asked
    spoke = {source: speech.spoke[source] & read for source in SOURCES}
    named = speech.named
    alone = np.zeros(named["rep"].shape, dtype=bool)
    rep = tell_cases(spoke["rep"], spoke["buyer"], named["buyer"])
    return [
        Source("rep", rep, named["rep"], (HITS, _REPEATED, HITS), (FALSE, _REPEATED, FALSE)),
        Source("buyer", tell_cases(spoke["buyer"], alone[:, 0], alone), named["buyer"], (_BUYER,), (FALSE,)),
        Source("peer", tell_cases(spoke["peer"], alone[:, 0], alone), named["peer"], (_PEER,), (_PEER_FALSE,)),
        Source(
            "auditor",
            tell_cases(spoke["auditor"], alone[:, 0], alone),
            named["auditor"],
            (_AUDITOR,),
            (_AUDITOR_FALSE,),
        ),
    ]


def find_main(layout: Layout, weighed: Weighed, sources: list[Source], *, hears_audits: bool = True) -> Number:
    """(n, k) the probability that each driver was the main reason; of won and open deals by the record alone.

    A rep who names what the buyer named is no second witness. hears_audits: without them it can be set beside them.
    """
    named = {one.name: one.named & (one.case >= 0) for one in sources}
    repeated = (named["rep"] == named["buyer"]).all(axis=1)
    witnesses = [Witness(np.where(repeated[:, None], False, named["rep"])), Witness(named["buyer"])]
    witnesses.append(Witness(named["peer"]))
    if hears_audits:
        witnesses.append(Witness(named["auditor"], _MAIN_BY_AUDITOR))
    main, _told = weigh_main(weighed.record, witnesses, layout.lost)
    return main


def weigh_sources(layout: Layout, before: Number, sources: list[Source]) -> tuple[list[Rates], list[Number], Number]:
    """The rates of each source, learnt from lost deals; (n, k) how each moves the log odds; the variance of that."""
    lost = layout.lost
    among = [Source(one.name, one.case[lost], one.named[lost], one.hits, one.false) for one in sources]
    rates = learn_rates(before[lost], among)
    moved = [rate.weigh(one) for rate, one in zip(rates, sources, strict=True)]
    found = sources[_AUDITOR_AT].named & (sources[_AUDITOR_AT].case >= 0)
    rare = np.maximum(0.0, logit(_COMMON) - logit(np.clip(before, 1e-6, 1 - 1e-6)))
    moved[_AUDITOR_AT] = moved[_AUDITOR_AT] + np.where(found, rare, 0.0)
    spread = sum((rate.spread(one) for rate, one in zip(rates, sources, strict=True)), np.zeros(before.shape))
    return rates, moved, spread
