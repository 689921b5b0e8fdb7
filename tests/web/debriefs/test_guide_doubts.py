"""The reasons of a deal that a guide asks about."""

from assay.reports.deal_page import build_deal_page
from assay.reports.listing import list_rows
from assay.web.deals.file.building import BuiltFile
from assay.web.debriefs.guides.signs import _list_doubts
from assay.words.taxonomy import load_taxonomy
from reports.reasons.made_reasons import RUN, make_file, make_reason, make_reasons


def test_a_reason_that_is_not_settled_is_a_sign_in_its_own_words() -> None:
    file = make_file(make_reasons(make_reason("price_too_high", 0.46), make_reason("usability", 0.9)))
    listing = list_rows(file)
    built = BuiltFile(None, file, listing, build_deal_page(file, RUN, listing=listing), {})
    (sign,) = _list_doubts(built, load_taxonomy())
    assert (sign.signal, sign.group, sign.is_found) == ("reason.price_too_high", "price", True)
    told = sign.said.replace("\u00a0", " ")
    assert told == "Price too high may have had a part: 46 %, 95 % interval 36 to 56 %."


def test_codes_that_the_taxonomy_does_not_have_ask_for_nothing() -> None:
    file = make_file(make_reasons(make_reason("gone_driver", 0.5)))
    listing = list_rows(file)
    built = BuiltFile(None, file, listing, build_deal_page(file, RUN, listing=listing), {})
    assert _list_doubts(built, load_taxonomy()) == []
