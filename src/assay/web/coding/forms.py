"""What people say of a passage, as the form sends it."""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from assay.reports.coding.passage import Passage
from assay.tables.statement_code import ABOUT, NO_REASON, POLARITIES
from assay.web.coding.giving import Said
from assay.words.taxonomy import Taxonomy

#: chosen where nothing else is: what the taxonomy says of the driver
USUAL = ""
_NO_THEME = "-"


@dataclass(frozen=True)
class Typed:
    """What the form holds, as it was sent. problem: why it cannot be kept; empty where it can."""

    driver: str = ""
    theme: str = USUAL
    about: str = USUAL
    polarity: str = USUAL
    problem: str = ""
    said: Said | None = None


def read_typed(told: QueryDict, passage: Passage, taxonomy: Taxonomy, competitors: dict[int, str]) -> Typed:
    """The form as sent, and what it says. competitors: id -> name of those that the record knows."""
    driver, theme, about, polarity = (told.get(name, "").strip() for name in ("driver", "theme", "about", "polarity"))
    typed = Typed(driver, theme, about, polarity)
    try:
        said = _read_said(typed, passage, taxonomy, competitors)
    except ValueError as error:
        return replace(typed, problem=str(error))
    return replace(typed, said=said)


def _read_said(typed: Typed, passage: Passage, taxonomy: Taxonomy, competitors: dict[int, str]) -> Said:
    if typed.driver == NO_REASON:
        return Said(NO_REASON, "", "unknown", None, "unknown")
    driver = taxonomy.by_code.get(typed.driver)
    if driver is None or not driver.in_use:
        raise ValueError(_("Choose what the passage says, or that it says nothing about a reason."))
    theme = (driver.theme or "") if typed.theme == USUAL else typed.theme.removeprefix(_NO_THEME)
    if theme and theme not in {one.code for one in taxonomy.themes}:
        raise ValueError(_("There is no such theme. Choose from the list."))
    about, competitor = _read_about(typed.about or driver.about, passage, competitors)
    polarity = typed.polarity or driver.polarity
    if polarity not in POLARITIES:
        raise ValueError(_("Choose from the list how it speaks of them."))
    return Said(driver.code, theme, about, competitor, polarity)


def _read_about(told: str, passage: Passage, competitors: dict[int, str]) -> tuple[str, int | None]:
    whom, _colon, number = told.partition(":")
    if whom not in ABOUT or (number and whom != "competitor"):
        raise ValueError(_("Choose from the list whom it is about."))
    if not number:
        return whom, passage.competitor_id if whom == "competitor" else None
    if not number.isdecimal() or int(number) not in competitors:
        raise ValueError(_("The record knows no such competitor. Choose from the list."))
    return whom, int(number)
