"""Which deal and which person a row of the workflow belongs to, told by its fields: also those of rooms yet to come."""

from collections.abc import Callable
from functools import cache

from django.db.models import Field, ForeignKey, Model

from assay.web.people.models import User

#: how many rows away a deal or a person is looked for
_FAR = 3
_PEOPLE = ("person_id", "speaker_id")


@cache
def find_deal_path(model: type[Model]) -> str:
    """Where the deal of a row stands, such as "debrief__deal_id"; empty where it has none."""
    found = _find_paths(model, lambda field: field.name == "deal_id")
    return found[0] if found else ""


@cache
def find_person_paths(model: type[Model]) -> tuple[str, ...]:
    """Where the key of the person or seller stands whose words a row holds."""
    return tuple(_find_paths(model, lambda field: field.name in _PEOPLE))


@cache
def find_author_paths(model: type[Model]) -> tuple[str, ...]:
    """Where the user stands who typed what a row holds."""

    def is_author(field: "Field[object, object]") -> bool:
        return isinstance(field, ForeignKey) and field.related_model is User and _is_authorship(field)

    return tuple(_find_paths(model, is_author))


def _is_authorship(field: "Field[object, object]") -> bool:
    # who owns a task or an import holds it, and did not write it
    return field.name == "author" or (field.name == "owner" and field.model.__name__ == "PrivateNote")


def _find_paths(model: type[Model], is_it: "Callable[[Field[object, object]], bool]", far: int = _FAR) -> list[str]:
    own = [field.name for field in model._meta.concrete_fields if is_it(field)]
    if own or not far:
        return own
    for field in model._meta.concrete_fields:
        to = field.related_model
        if not isinstance(to, type) or not issubclass(to, Model) or to in (User, model):
            continue
        if isinstance(field, ForeignKey) and (found := _find_paths(to, is_it, far - 1)):
            return [f"{field.name}__{one}" for one in found]
    return []
