"""The pages of audits: what is asked of the user, one audit, the draws, and what audits say together."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.forms import BaseForm, modelform_factory
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assay.asking.ask import Ask
from assay.asking.audits.judging import count_same_main, find_agreement, share_losses
from assay.asking.audits.rows import AuditDeal, AuditRow, read_deal, read_people, read_rows
from assay.domain.errors import InputError
from assay.web.debriefs.drafting import keep_draft
from assay.web.learning.actions.figures import name_driver
from assay.web.learning.auditing.drawing import refuse
from assay.web.learning.auditing.judging import find_note, finish, keep_judgements, list_audited, list_groups, read_note
from assay.web.learning.models import Audit, AuditDraw, AuditRefusal, Judgement
from assay.web.learning.reading import open_ask
from assay.web.people.log import note_visit
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.web.whole_numbers import read_version

RefusalForm = modelform_factory(AuditRefusal, fields=("why", "words"))


@never_cache
@require_safe
def show_audits(request: Request) -> HttpResponse:
    """The user's own audits, how far the draws have come, and what audits say together."""
    audits = list_audited()
    agreement, doubles = find_agreement(audits)
    same, paired = count_same_main(audits)
    context = {
        "mine": list(Audit.objects.filter(auditor=request.user, done_at=None).select_related("pick__draw")),
        "done": Audit.objects.filter(auditor=request.user).exclude(done_at=None).count(),
        "draws": [_describe_draw(one) for one in AuditDraw.objects.all()[:12]],
        "agreement": agreement,
        "doubles": doubles,
        "same": same,
        "paired": paired,
        "shares": [_describe_share(one) for one in share_losses(audits) if one.share.mid > 0],
        "audited": len({one.deal_id for one in audits}),
        "may_see_draws": request.user.sees_all,
    }
    note_visit(request, "saw", "audits", "")
    return render(request, "learning/audits.html", context)


def _describe_draw(draw: AuditDraw) -> dict[str, Any]:
    audits = Audit.objects.filter(pick__draw=draw)
    done = audits.exclude(done_at=None)
    return {
        "draw": draw,
        "losses": len(draw.frame),
        "audits": audits.count(),
        "done": done.count(),
        "nobody": audits.filter(auditor=None, done_at=None).count(),
        "refused": AuditRefusal.objects.filter(audit__pick__draw=draw).count(),
    }


def _describe_share(one: Any) -> dict[str, Any]:
    return {
        "name": name_driver(one.driver),
        "percent": round(100 * one.share.mid),
        "low": round(100 * one.share.low),
        "high": round(100 * one.share.high),
        "told": one.told,
        "cannot": one.cannot,
    }


@never_cache
@require_safe
def show_draw(request: Request, number: int) -> HttpResponse:
    """One draw, for who sees all deals: how it was made, so that it can be made again, and how far each audit is."""
    draw = AuditDraw.objects.filter(pk=number).first()
    if draw is None or not request.user.sees_all:
        raise Http404
    picks = draw.picks.prefetch_related("audits__auditor", "audits__refusals")
    shown = [one for one in picks if request.scope.holds(one.deal_id, one.owner_id)]
    note_visit(request, "saw", "audits", draw.pk, draw.quarter)
    context = {"draw": draw, "picks": shown, "hidden": draw.size - len(shown), "losses": len(draw.frame)}
    return render(request, "learning/draw.html", context)


def _find_own(request: Request, number: int) -> Audit:
    """The audit, if it is the user's. Raises Http404 for all others, whoever asks."""
    found = Audit.objects.filter(pk=number, auditor=request.user).select_related("pick__draw", "debrief").first()
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def show_audit(request: Request, number: int) -> HttpResponse:
    """The rows of the record, and what is judged of them."""
    audit = _find_own(request, number)
    note_visit(request, "saw", "audit", audit.pk, audit.pick.deal_name, deal=str(audit.pick.deal_id))
    return _render(request, audit)


def _render(
    request: Request, audit: Audit, problem: str = "", status: int = 200, refusal: BaseForm | None = None
) -> HttpResponse:
    with open_ask() as ask:
        deal, rows = _read(ask, audit)
        context = {
            "audit": audit,
            "deal": deal,
            "opened": _moment(deal.opened_at) if deal else None,
            "closed": _moment(deal.closed_at) if deal else None,
            "people": read_people(ask, audit.pick.deal_id) if ask else [],
            "rows": [(row, _moment(row.at)) for row in rows],
            "groups": list_groups(audit),
            "verdicts": Judgement.Verdict.choices,
            "drivers": [(one.code, one.name) for one in speak_taxonomy().in_use],
            "words": read_note(audit),
            "problem": problem,
            "refusal": refusal or RefusalForm(),
        }
    return render(request, "learning/audit.html", context, status=status)


def _read(ask: Ask | None, audit: Audit) -> tuple[AuditDeal | None, Sequence[AuditRow]]:
    deal = read_deal(ask, audit.pick.deal_id) if ask else None
    return deal, read_rows(ask, deal) if ask and deal else []


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


@require_POST
def keep_audit(request: Request, number: int) -> HttpResponse:
    """What was judged, as it is typed (htmx), by a button, or finished."""
    audit = _find_own(request, number)
    if audit.done_at is not None:
        return redirect("audit", number)
    with open_ask() as ask:
        _deal, rows = _read(ask, audit)
    words = keep_draft(find_note(audit), request.POST.get("words", "")[:20_000], read_version(request, "words_seen"))
    kept = keep_judgements(audit, request.POST.dict(), rows, read_version(request, "version"))
    is_stale = kept.is_stale or words.is_stale
    if request.htmx:
        context = {"kept": kept, "words": words, "is_stale": is_stale}
        return render(request, "learning/audit_kept.html", context)
    audit = _find_own(request, number)
    if is_stale:
        said = _("Another window has changed this audit since. Look at it, then try again.")
        return _render(request, audit, said, 409)
    if request.POST.get("act") != "finish":
        messages.success(request, _("What you judged is kept."))
        return redirect("audit", number)
    try:
        finish(request, audit, rows)
    except InputError as error:
        return _render(request, audit, str(error), 422)
    messages.success(request, _("Thank you. The audit is done, and what you found is on its way into the record."))
    return redirect("audits")


@require_POST
def refuse_audit(request: Request, number: int) -> HttpResponse:
    """Somebody else is asked instead; why is kept."""
    audit = _find_own(request, number)
    form = RefusalForm(request.POST)
    if not form.is_valid() or audit.done_at is not None:
        return _render(request, audit, status=422, refusal=form)
    with open_ask() as ask:
        if ask is None:
            raise Http404
        refuse(request, ask, audit, form.cleaned_data["why"], form.cleaned_data["words"])
    messages.success(request, _("Thank you for saying so. Somebody else is asked."))
    return redirect("audits")
