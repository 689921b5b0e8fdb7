"""How ties are said on pages."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assay.asking.whom import Figures
from assay.rescue.ties.ways import Step, Unnamed, Way
from assay.web.deals.templatetags.deals import day

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TITLES: "dict[str, StrOrPromise]" = {
    "tied": gettext_lazy("Advisers, partners and others tied to them"),
    "moved": gettext_lazy("People who moved, and whom we know"),
    "colleague": gettext_lazy("Colleagues who know someone there"),
    "reference": gettext_lazy("Buyers who had the same concern and were won"),
}
NOBODY: "dict[str, StrOrPromise]" = {
    "tied": gettext_lazy("None is on record."),
    "moved": gettext_lazy("None is on record."),
    "colleague": gettext_lazy("Nobody but the owner of the deal has had a two-way exchange with anybody there."),
    "reference": gettext_lazy("None that you may see."),
}
HINDERED: "dict[str, StrOrPromise]" = {
    "do_not_contact": gettext_lazy("asks not to be contacted"),
    "consent": gettext_lazy("has not consented to being contacted"),
    "withdrawn": gettext_lazy("took back the consent"),
    "said_no": gettext_lazy("said that we may not come back"),
    "cap": gettext_lazy("was asked for something of late"),
}
MISSING: "dict[str, StrOrPromise]" = {
    "account": gettext_lazy("The deal has no account: set it in the CRM, and import again."),
    "people": gettext_lazy("Nobody is known to work there: import the contacts with their account."),
    "exchanges": gettext_lazy(
        "No message or talk with anybody there is on record: import e-mails, calls and meetings."
    ),
    "ties": gettext_lazy(
        "Ties of advisers, partners and former employees to this buyer: the table tie, from Salesforce the export of"
        " AccountContactRelation."
    ),
    "changes": gettext_lazy("Who joined and who left buyers, with the employer before: the table person_change."),
    "driver": gettext_lazy("The concern: none is likely enough to be at work in this deal. Choose one below."),
    "references": gettext_lazy("A deal that was won with this concern: none is known yet."),
}
ALIKE: "dict[str, StrOrPromise]" = {
    "segment": gettext_lazy("same segment"),
    "industry": gettext_lazy("same industry"),
}
ROWS: "dict[str, StrOrPromise]" = {
    "activity": gettext_lazy("activity"),
    "deal_person": gettext_lazy("role on the deal"),
    "finding": gettext_lazy("finding"),
    "person": gettext_lazy("contact at the employer before"),
    "person_change": gettext_lazy("change of people"),
    "statement": gettext_lazy("statement"),
    "tie": gettext_lazy("tie in the CRM"),
    "utterance": gettext_lazy("words in a call"),
}


def say_figures(figures: Figures) -> str:
    """How much went both ways, and when last."""
    n = figures.both_ways
    said = ngettext("%(n)d two-way exchange", "%(n)d two-way exchanges", n) % {"n": n}
    if figures.last_word_at is None:
        return said
    return _("%(exchanges)s, last on %(day)s") % {"exchanges": said, "day": day(figures.last_word_at)}


def say_step(step: Step) -> str:
    """What leads from one place to the next."""
    if step.kind == "exchange" and step.figures:
        return say_figures(step.figures)
    if step.at is not None and step.kind in _ON_A_DAY:
        return _ON_A_DAY[step.kind] % {"day": day(step.at), "about": step.about}
    said = str(_PLAIN[step.kind]) % {"about": step.about}
    if step.at is not None:
        said = _("%(tie)s since %(day)s") % {"tie": said, "day": day(step.at)}
    if step.until is not None:
        said = _("%(tie)s until %(day)s") % {"tie": said, "day": day(step.until)}
    return said


def say_way(way: Way) -> str:
    """A way in one line: who, and what ties them."""
    if way.group == "colleague":
        told = {"name": way.name, "exchange": say_step(way.steps[0]), "whom": way.places[-1].name}
        return _("%(name)s: %(exchange)s with %(whom)s") % told
    return f"{way.name}: {say_step(way.steps[-1])}"


def say_unnamed(one: Unnamed) -> str:
    """A colleague of whom no more than the name may be told."""
    if one.kind == "knows":
        return _("%(name)s, a colleague, knows someone there.") % {"name": one.name}
    return _("%(name)s, a colleague, knows a buyer who had this concern and was won.") % {"name": one.name}


_ON_A_DAY: "dict[str, StrOrPromise]" = {
    "took_part": gettext_lazy("took part in %(about)s, last on %(day)s"),
    "joined": gettext_lazy("joined on %(day)s"),
    "left": gettext_lazy("left on %(day)s"),
    "same_concern": gettext_lazy("had the same concern in %(about)s, won on %(day)s"),
}
_PLAIN: "dict[str, StrOrPromise]" = {
    "none": gettext_lazy("no two-way exchange that you may see"),
    "adviser": gettext_lazy("adviser"),
    "partner": gettext_lazy("partner"),
    "reference": gettext_lazy("reference"),
    "former_employee": gettext_lazy("formerly employed there"),
    "colleague": gettext_lazy("tied to them"),
    "took_part": gettext_lazy("took part in %(about)s"),
    "stands_there": gettext_lazy("works there now"),
    "joined": gettext_lazy("joined"),
    "left": gettext_lazy("left"),
    "same_concern": gettext_lazy("had the same concern in %(about)s"),
}
