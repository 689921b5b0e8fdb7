"""Words of this room."""

from django import template

from assay.web.learning.actions.figures import name_driver
from assay.web.material.models import Language

register = template.Library()

register.filter(name_driver)


@register.filter
def name_language(code: str) -> str:
    """In which language material is written."""
    return str(Language(code).label) if code in Language.values else code


@register.filter
def offer_key(number: int, kind: str) -> str:
    """What a tick of the form of a play sends for it."""
    return f"{kind}:{number}"
