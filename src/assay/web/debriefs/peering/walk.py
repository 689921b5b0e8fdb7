"""The six steps of a colleague's view, with what the record knows at each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.asking.alike import find_alike
from assay.asking.ask import Ask
from assay.domain.errors import InputError
from assay.web.debriefs.team.known import know_contact, know_reasons, know_strong, know_weak, list_findings
from assay.web.debriefs.team.questions import Asked, Known, Line
from assay.web.request import Request
from assay.web.ties.reading import seek_ways
from assay.web.ties.words import say_unnamed, say_way
from assay.words.taxonomy import Taxonomy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Step:
    """One step. minutes: how long it takes, of fifteen.  hint: how to go about it."""

    title: "StrOrPromise"
    minutes: int
    hint: "StrOrPromise"
    questions: tuple[Asked, ...]


WALK = (
    Step(
        gettext_lazy("Why should they have bought?"),
        2,
        gettext_lazy("Read the file first, as if the deal were yours. What was in it for them?"),
        (Asked("why_buy", gettext_lazy("Why should they have bought?"), rows=4),),
    ),
    Step(
        gettext_lazy("The real reason"),
        3,
        gettext_lazy("What was entered is one account of it. There is seldom a single reason."),
        (
            Asked("reasons", gettext_lazy("Which reasons do you see?"), "reasons"),
            Asked("real_reason", gettext_lazy("What makes you think so?"), rows=4),
        ),
    ),
    Step(
        gettext_lazy("What was ours"),
        3,
        gettext_lazy(
            "What we could have done another way, and what we did well. It is about the deal, not the person."
        ),
        (
            Asked("ours", gettext_lazy("What was ours to act on?"), rows=4),
            Asked("done_well", gettext_lazy("What was done well?")),
        ),
    ),
    Step(
        gettext_lazy("Open deals that are alike"),
        3,
        gettext_lazy("Among the open deals that you may see: which of them is heading the same way?"),
        (Asked("alike", gettext_lazy("Which open deals are alike, and in what?"), rows=4),),
    ),
    Step(
        gettext_lazy("Who else could talk to them"),
        2,
        gettext_lazy("Somebody whom the buyer trusts: an adviser, a partner, a reference, a colleague with a tie."),
        (Asked("who", gettext_lazy("Who could talk to them, and why they?")),),
    ),
    Step(
        gettext_lazy("What to say and to offer"),
        2,
        gettext_lazy("For deals that are alike. Name the matter and never the other buyer."),
        (
            Asked("say", gettext_lazy("What would you say, in a sentence or two?")),
            Asked("offer", gettext_lazy("What would you offer: a demo made for it, a reference, an example?")),
        ),
    ),
)
#: people named who could talk to the buyer
_MOST_TIED = 8
_NO_TIE = gettext_lazy("The record holds no tie to this buyer besides those on the deal.")
QUESTIONS = tuple(asked for step in WALK for asked in step.questions)


def know_step(ask: Ask, request: Request, deal_id: int, number: int, taxonomy: Taxonomy) -> dict[str, Known]:
    """Question -> what the record knows, for the step of this number, from 1."""
    if number == 1:
        return {"why_buy": Known([*know_contact(ask, deal_id).lines, *know_strong(ask, deal_id).lines])}
    if number == 2:
        entered = know_reasons(ask, deal_id, taxonomy).lines
        return {"reasons": Known(entered), "real_reason": Known(list_findings(ask, deal_id)[:10])}
    if number == 3:
        return {"ours": know_weak(ask, deal_id), "done_well": know_strong(ask, deal_id)}
    if number == 4:
        return {"alike": Known(_list_alike(ask, request, deal_id))}
    if number == 5:
        return {"who": Known(_list_tied(ask, request, deal_id))}
    return {}


def _list_alike(ask: Ask, request: Request, deal_id: int) -> list[Line]:
    found = find_alike(ask, deal_id, request.scope.sight, most=8)
    titles: dict[str, str] = dict(ask("SELECT signal, title FROM signal"))

    def name(signals: tuple[str, ...]) -> str:
        return ", ".join(str(titles.get(one, one)).lower() for one in signals)

    lines = []
    for one in found:
        said = _("%(deal)s: the same here: %(shared)s.") % {"deal": one.name, "shared": name(one.shared)}
        if one.missing:
            said += " " + _("Not here: %(missing)s.") % {"missing": name(one.missing)}
        lines.append(Line(said, _("open the deal"), reverse("deal", args=[one.deal_id])))
    return lines or [Line(_("In none of the open deals that you may see did the run find the same."))]


def _list_tied(ask: Ask, request: Request, deal_id: int) -> list[Line]:
    """Who could talk to the buyer, as far as the colleague may see, without those who may not be asked."""
    try:
        found = seek_ways(request, ask, deal_id)
    except InputError:
        return [Line(str(_NO_TIE))]
    link = (_("how they are tied"), reverse("ties", args=[deal_id]))
    free = [way for way in found.ways if way.name and not way.hindered]
    lines = [Line(say_way(way), *link) for way in free[:_MOST_TIED]]
    lines += [Line(say_unnamed(one)) for one in found.unnamed[:_MOST_TIED]]
    return lines or [Line(str(_NO_TIE))]
