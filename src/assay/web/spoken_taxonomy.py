"""The taxonomy as the reader calls it: names as shipped in the reader's language, names that the team gave as typed."""

from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from django.conf import settings
from django.utils.translation import get_language, pgettext

from assay.words.taxonomy import Driver, Group, Taxonomy, Theme, load_taxonomy

_Named = TypeVar("_Named", Driver, Group, Theme)

#: under which the catalogue holds these names, so that "Other" as a driver is not "Other" as anything else
CONTEXT = "taxonomy"


def speak_taxonomy() -> Taxonomy:
    """The home's taxonomy with its names as the reader calls them; codes and definitions stay as they are.

    To be shown only: what is kept or edited is the taxonomy itself.
    """
    return _speak(load_taxonomy(settings.HOME), get_language() or "")


def speak_driver(driver: Driver) -> Driver:
    """One driver with its name as the reader calls it."""
    shipped = load_taxonomy().by_code.get(driver.code)
    return _name(driver, shipped.name if shipped else None)


@lru_cache(maxsize=8)
def _speak(taxonomy: Taxonomy, _language: str) -> Taxonomy:
    shipped = load_taxonomy()
    groups = {one.code: one.name for one in shipped.groups}
    themes = {one.code: one.name for one in shipped.themes}
    return replace(
        taxonomy,
        drivers=tuple(speak_driver(one) for one in taxonomy.drivers),
        groups=tuple(_name(one, groups.get(one.code)) for one in taxonomy.groups),
        themes=tuple(_name(one, themes.get(one.code)) for one in taxonomy.themes),
    )


def _name(one: _Named, shipped: str | None) -> _Named:
    return replace(one, name=pgettext(CONTEXT, one.name)) if one.name == shipped else one
