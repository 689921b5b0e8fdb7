"""Words of the record for pages of imports."""

from django import template
from django.utils.translation import gettext as _

from assay.web.imports.words import name_class

register = template.Library()
register.filter("stage_class", name_class)


@register.filter
def basis(code: str) -> str:
    """Who says what a stage means."""
    named = {"person": _("said by a person"), "source": _("said by the source"), "label": _("by its name")}
    return named.get(code, _("nobody says"))


@register.filter
def spaced(text: str) -> str:
    """A name of a table or a column in words."""
    return text.replace("_", " ")
