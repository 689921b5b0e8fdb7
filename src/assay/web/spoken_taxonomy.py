"""The taxonomy as the reader calls it: what shipped in the reader's language, words that the team gave as typed."""

from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from django.conf import settings
from django.utils.translation import get_language, pgettext

from assay.words.taxonomy import Driver, Group, Taxonomy, Theme, load_taxonomy

_Named = TypeVar("_Named", Driver, Group, Theme)
_Defined = TypeVar("_Defined", Driver, Theme)

#: under which the catalogue holds these words, so that "Other" as a driver is not "Other" as anything else
CONTEXT = "taxonomy"


def speak_taxonomy() -> Taxonomy:
    """The home's taxonomy with its names and definitions in the language of the reader; codes stay as they are.

    To be shown only: what is kept or edited is the taxonomy itself.
    """
    return _speak(load_taxonomy(settings.HOME), get_language() or "")


def speak_driver(driver: Driver) -> Driver:
    """One driver with its name and its definition in the language of the reader."""
    shipped = load_taxonomy().by_code.get(driver.code)
    return _define(_name(driver, shipped.name if shipped else None), shipped.definition if shipped else None)


@lru_cache(maxsize=8)
def _speak(taxonomy: Taxonomy, _language: str) -> Taxonomy:
    shipped = load_taxonomy()
    groups = {one.code: one.name for one in shipped.groups}
    themes = {one.code: one for one in shipped.themes}
    return replace(
        taxonomy,
        drivers=tuple(speak_driver(one) for one in taxonomy.drivers),
        groups=tuple(_name(one, groups.get(one.code)) for one in taxonomy.groups),
        themes=tuple(_speak_theme(one, themes.get(one.code)) for one in taxonomy.themes),
    )


def _speak_theme(one: Theme, shipped: Theme | None) -> Theme:
    return _define(_name(one, shipped.name), shipped.definition) if shipped else one


def _name(one: _Named, shipped: str | None) -> _Named:
    return replace(one, name=pgettext(CONTEXT, one.name)) if one.name == shipped else one


def _define(one: _Defined, shipped: str | None) -> _Defined:
    return replace(one, definition=pgettext(CONTEXT, one.definition)) if one.definition == shipped else one
