"""What the page of a debrief shows to whoever opens it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from assay.asking.states import Kind, State
from assay.asking.whom import Candidate
from assay.web.debriefs.allowing import is_manager, is_owner, may_work, takes_part
from assay.web.debriefs.models import AskedPerson, Debrief
from assay.web.debriefs.models.words import StateWord
from assay.web.debriefs.moving import find_earliest_day
from assay.web.debriefs.steps import forms
from assay.web.debriefs.steps.choosing import list_candidates
from assay.web.debriefs.steps.handing import read_introduction, would_rather_not
from assay.web.debriefs.steps.parts import list_parts
from assay.web.people.sellers import name_sellers
from assay.web.request import Request

#: until the talk takes place, people may be chosen and the asker changed
_BEFORE_TALK = (State.OPENED, State.ACCEPTED, State.ASKED, State.SCHEDULED)


@dataclass(frozen=True)
class Milestone:
    """One state on the way. standing: done, now or ahead."""

    label: str
    standing: str
    at: datetime | None


@dataclass(frozen=True)
class AskedView:
    """One person who is asked, with the form for what came of it."""

    person: AskedPerson
    last_word_at: datetime | None
    form: Form


@dataclass(frozen=True)
class Offer:
    """One of the buyer's people who may be chosen. hindrance: why not, in words."""

    candidate: Candidate
    last_word_at: datetime | None
    hindrance: str
    is_chosen: bool
    is_fixed: bool


def describe_page(request: Request, debrief: Debrief, typed: Form | None = None) -> dict[str, Any]:
    """The context of the page. typed: a form that was sent and did not go through, shown in place of an empty one."""
    can_work = may_work(request, debrief)
    is_buyer = debrief.kind == Kind.BUYER
    before = debrief.state in _BEFORE_TALK
    context: dict[str, Any] = {
        "debrief": debrief,
        "seller_name": name_sellers([debrief.owner_id]).get(debrief.owner_id, ""),
        "problem": "",
        "can_work": can_work,
        "can_decline": is_manager(request, debrief) and before,
        "can_reopen": is_manager(request, debrief) and debrief.state in {State.DECLINED, State.WITHDRAWN},
        "is_owner": is_owner(request, debrief),
        "milestones": list_milestones(debrief),
        "next": find_next(debrief) if can_work else "",
        "earliest": find_earliest_day(debrief) if is_buyer else None,
        "who_sees": say_who_sees(debrief),
        "parts": list_parts(request, debrief),
        "typed": typed,
        "decline_form": _pick(typed, forms.DeclineForm, debrief),
        "step_form": forms.StepForm(initial={"version": debrief.version}),
        "takes_part": takes_part(request, debrief),
    }
    if is_buyer:
        people = list(debrief.people.filter(removed_at=None))
        context["people"] = [_view_person(one, debrief, typed) for one in people]
    if is_buyer and can_work and before:
        context |= {
            "accept_form": _pick(typed, forms.AcceptForm, debrief),
            "asker_form": _pick(typed, forms.AskerForm, debrief, asker_kind=debrief.asker_kind,
                                asker=debrief.asker_id if debrief.asker_kind == "delegate" else None,
                                asker_name=debrief.asker_name),
            "schedule_form": _pick(typed, forms.ScheduleForm, debrief, minutes=debrief.minutes or 30,
                                   at=debrief.scheduled_for, channel=debrief.channel),
            "offers": list_offers(debrief, people),
            "introduction": read_introduction(debrief, request.user),
            "rather_not": context["is_owner"] and would_rather_not(request.user, debrief),
        }  # fmt: skip
    return context


def _pick(typed: Form | None, kind: type[Form], debrief: Debrief, **initial: Any) -> Form:
    """The form that was sent if it is of this kind, over the version that stands now; else an empty one."""
    if isinstance(typed, kind) and type(typed) is kind:
        return _renew(typed, debrief)
    return kind(initial={"version": debrief.version, **initial})


def _renew(typed: Form, debrief: Debrief) -> Form:
    data = typed.data.copy()  # type: ignore[attr-defined]  # a QueryDict, as it came with the request
    data["version"] = str(debrief.version)
    problems = typed.errors
    renewed = type(typed)(data)
    renewed.full_clean()
    for name, errors in problems.items():
        if name not in renewed.errors:
            renewed.add_error(name if name in renewed.fields else None, list(errors))
    return renewed


def _view_person(person: AskedPerson, debrief: Debrief, typed: Form | None) -> AskedView:
    initial = {"version": debrief.version, "person": person.pk, "answer": person.answer, "channel": person.channel}
    form: Form = forms.AskedForm(initial=initial, auto_id=f"p{person.pk}-%s")
    return AskedView(person, _read_moment(person.figures.get("last_word_at")), form)


def list_offers(debrief: Debrief, chosen: list[AskedPerson]) -> list[Offer]:
    """Everybody at the buyer whom the record names on this deal, in the order in which they are proposed."""
    standing = {one.person_id: one for one in chosen}
    return [
        Offer(
            one,
            _read_moment(one.figures.last_word_at),
            say_hindrance(one.hindered),
            one.person_id in standing,
            one.person_id in standing and standing[one.person_id].asked_at is not None,
        )
        for one in list_candidates(debrief)
    ]


def _read_moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def say_hindrance(why: str) -> str:
    """Why somebody may not be asked."""
    return {
        "do_not_contact": _("does not want to be contacted"),
        "consent": _("has not consented to being contacted"),
        "cap": _("was asked of late about another deal"),
    }.get(why, "")


def name_roles() -> dict[str, str]:
    """The roles that people have at the buyer."""
    return {
        "decision_maker": _("decides"),
        "economic_buyer": _("holds the budget"),
        "champion": _("speaks for us"),
        "influencer": _("has influence"),
        "evaluator": _("evaluates"),
        "blocker": _("speaks against us"),
        "procurement": _("procurement"),
        "legal": _("legal"),
        "user": _("uses it"),
    }


def find_next(debrief: Debrief) -> str:
    """The name of the next step with the buyer; empty where there is none here."""
    if debrief.kind != Kind.BUYER:
        return ""
    if debrief.state == State.OPENED:
        return "ask" if debrief.outcome == "won" else "accept"
    if debrief.state == State.ASKED:
        return "schedule" if debrief.answer == "agreed" else "answer"
    return {State.ACCEPTED: "ask", State.SCHEDULED: "hold", State.HELD: "close"}.get(State(debrief.state), "")


def list_milestones(debrief: Debrief) -> list[Milestone]:
    """The way of the debrief from its opening to its close."""
    moments = [
        (State.OPENED, debrief.opened_at),
        (State.ACCEPTED, debrief.accepted_at),
        (State.ASKED, debrief.asked_at),
        (State.SCHEDULED, debrief.scheduled_for),
        (State.HELD, debrief.held_at),
        (State.CLOSED, debrief.closed_at),
    ]
    if debrief.kind != Kind.BUYER:
        moments = [one for one in moments if one[0] in {State.OPENED, State.HELD, State.CLOSED}]
    elif debrief.outcome == "won":
        moments = [one for one in moments if one[0] != State.ACCEPTED]
    found = []
    for state, at in moments:
        is_now = state == debrief.state
        found.append(Milestone(str(StateWord(state).label), "now" if is_now else "done" if at else "ahead", at))
    return found


def say_who_sees(debrief: Debrief) -> list[str]:
    """Who sees what is typed on this page, said before anybody types."""
    told = [
        _("That there is this debrief, how far it has come, how the buyer was told that the loss is accepted, and why "
          "it was taken out, if it was: everybody who may see the deal."),
        {
            "private": _("What is said in it: you alone, until you share it."),
            "participants": _("What is said in it: those who take part."),
            "team": _("What is said in it: those who take part, the deal's owner and the owner's managers."),
            "company": _("What is said in it: everybody who may see the deal."),
        }[debrief.circle],
    ]  # fmt: skip
    if debrief.kind == Kind.BUYER:
        told.append(_("That you would rather not ask: you alone. No manager, no administrator and no log has it."))
    return told
