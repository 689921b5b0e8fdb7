"""The part: tables offer and offer_case."""

from assay.domain.tongue import mark
from assay.runs.concluding.part import Part, Work
from assay.store.home import Home
from assay.tables.concluded.offer import OFFERS


def _make(work: Work) -> None:
    # imported as it is made, so that asking whether it is due costs little
    from assay.runs.concluding.offers.making import make_offers

    make_offers(work)


def _name_words(home: Home) -> str:
    from assay.words.measures.measure import load_measures
    from assay.words.taxonomy import load_taxonomy

    return f"{load_taxonomy(home).digest} {load_measures().version}"


OFFERS_PART = Part("offers", mark("asking what was done against concerns"), OFFERS, _make, 1, _name_words)
