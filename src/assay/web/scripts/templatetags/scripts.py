"""Words of this room."""

from collections.abc import Mapping, Sequence

from django import template
from django.utils.translation import gettext as _

from assay.rescue.saying.hearing import Remark
from assay.web.debriefs.templatetags.debriefs import name_fault
from assay.web.scripts.taking import name_wording

register = template.Library()


@register.filter
def name_remark(fault: str) -> str:
    """What the ear remarks on, in words."""
    told = {
        "resells": _("Sells"),
        "argues": _("Argues with the buyer"),
        "disparages": _("Speaks ill of somebody"),
        "presses": _("Presses the buyer"),
        "no thanks": _("Does not thank"),
        "no acceptance": _("Does not accept the decision"),
    }.get(fault)
    return told or name_fault(fault)


@register.filter
def name_offered(remark: Remark) -> str:
    """The wording that a remark offers, as a form sends it."""
    return name_wording(remark)


@register.filter
def of_part(remarks: Mapping[str, Sequence[Remark]], part: str) -> Sequence[Remark]:
    """What is remarked on one text of a play."""
    return remarks.get(part, ())


@register.filter
def name_part(part: str) -> str:
    """A part of a script, in words."""
    return {
        "opener": _("How to begin"),
        "question": _("The one question"),
        "prompts": _("To keep listening"),
        "adviser_script": _("For whoever talks in our stead"),
    }.get(part, part)


@register.filter
def name_state(act: str) -> str:
    """What was done to a wording, in words."""
    return {
        "changed": _("changed"),
        "restored": _("an older wording restored"),
        "went_back": _("back to Assay's own"),
    }.get(act, act)


@register.filter
def name_tongue(code: str) -> str:
    """A language that scripts are written in."""
    return {"en": _("English"), "de": _("German")}.get(code, code)
