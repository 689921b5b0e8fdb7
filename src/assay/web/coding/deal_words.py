"""The coded passages of one deal, for its loss file."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.reports.coding.passage import Passage
from assay.reports.coding.queue import list_deal_passages
from assay.tables.statement_code import NO_REASON
from assay.web.coding.models import PassageCode
from assay.web.coding.recording import list_standing
from assay.web.coding.showing import tell_model
from assay.web.coding.words import ABOUT, ORIGINS, POLARITIES, SIDES, name_driver, name_theme
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.taxonomy import Taxonomy


@dataclass(frozen=True)
class Row:
    """A passage with its code in words. names: the driver, or those among which the model could not tell (is_open)."""

    passage: Passage
    side: str
    origin: str
    names: list[str]
    is_open: bool
    theme: str
    about: str
    polarity: str
    by: str


def list_rows(request: Request, deal_id: int) -> list[Row]:
    """What was said in the deal in its order; what the user coded since the last run stands as the user coded it.

    Nothing where there is no run, or where the taxonomy cannot be read: the file of the deal is shown all the same.
    """
    try:
        taxonomy = speak_taxonomy()
        with open_reading() as reading:
            passages = list_deal_passages(reading.connection, request.scope, deal_id)
    except InputError:
        return []
    standing = list_standing().filter(coder=request.user, deal_id=deal_id, is_withdrawn=False)
    own = {code.passage: code for code in standing}
    rows = [_tell(passage, own.get(passage.place.key), taxonomy) for passage in passages]
    return [row for row in rows if row is not None]


def _tell(passage: Passage, code: PassageCode | None, taxonomy: Taxonomy) -> Row | None:
    if code is not None and code.driver == NO_REASON:
        names = [name_driver(taxonomy, NO_REASON)]
        return _row(passage, names, by=_("you"))
    if code is not None:
        names = [name_driver(taxonomy, code.driver)]
        theme = name_theme(taxonomy, code.theme)
        rival = passage.competitor if code.competitor_id == passage.competitor_id else ""
        about = rival or str(ABOUT.get(code.about, "")) if code.about != "unknown" else ""
        return _row(passage, names, theme, about, _speak(code.polarity), by=_("you"))
    about = passage.competitor or (str(ABOUT.get(passage.about, "")) if passage.about != "unknown" else "")
    by = {"person": _("a person"), "rule": _("a rule")}.get(passage.coder, _("the model"))
    theme = name_theme(taxonomy, passage.theme)
    if passage.is_praise:
        return _row(passage, [_("praise")], theme, about, by=by)
    names = tell_model(passage, taxonomy)
    return _row(passage, names, theme, about, _speak(passage.polarity), by=by, is_open=not passage.driver)


def _speak(polarity: str) -> str:
    return str(POLARITIES[polarity]) if polarity in POLARITIES and polarity != "unknown" else ""


def _row(
    passage: Passage,
    names: list[str],
    theme: str = "",
    about: str = "",
    polarity: str = "",
    *,
    by: str,
    is_open: bool = False,
) -> Row:
    side, origin = SIDES.get(passage.side, passage.side), ORIGINS.get(passage.origin, passage.origin)
    return Row(passage, str(side), str(origin), names, is_open, theme, about, polarity, by)
