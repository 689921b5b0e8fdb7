"""The page before a call on an open deal: who, what they asked for, what is open, and what to watch for."""

from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assay.asking.ask import Ask
from assay.asking.brief import list_cues, list_questions, list_wanted, read_process
from assay.asking.capping import Cap
from assay.asking.whom import Candidate, propose_people
from assay.web.debriefs.announcing.views import find_seen
from assay.web.learning.reading import open_ask
from assay.web.people.log import note_visit
from assay.web.people.sellers import name_sellers
from assay.web.request import Request

_PEOPLE = 8


@never_cache
@require_safe
def show_brief(request: Request, deal_id: int) -> HttpResponse:
    """One page for one open deal, to be printed. Raises Http404 for a deal that has ended."""
    deal = find_seen(request, deal_id)
    with open_ask() as ask:
        if ask is None:
            raise Http404
        facts = _read_facts(ask, deal_id)
        if facts is None:
            raise Http404
        findings = _list_findings(ask, deal_id)
        people = propose_people(ask, deal_id, {}, timezone.localdate(), Cap())
        context = {
            "deal": deal,
            "facts": facts,
            "owner": name_sellers([deal.owner_id]).get(deal.owner_id, ""),
            "people": [_show_person(one) for one in people[:_PEOPLE]],
            "more_people": max(len(people) - _PEOPLE, 0),
            "wanted": list_wanted(ask, deal_id),
            "process": read_process(ask, facts["account_id"]),
            "questions": [(one, _moment(one.at), _link(deal_id, one)) for one in list_questions(ask, deal_id)],
            "cues": [(one, _moment(one.at), _link(deal_id, one)) for one in list_cues(ask, deal_id)],
            "weighing": [one for one in findings if one["weighs"]],
            "other_findings": [one for one in findings if not one["weighs"]],
        }
    note_visit(request, "saw", "brief", deal_id, deal.name, deal=str(deal_id))
    return render(request, "learning/brief.html", context)


def _read_facts(ask: Ask, deal_id: int) -> dict[str, Any] | None:
    rows = ask(
        "SELECT m.outcome, m.value, m.stage, coalesce(m.product, ''), m.opened_at, m.last_word_at, m.as_of,"
        " d.account_id, (SELECT home_currency FROM run), d.close_date_stated"
        f" FROM moment m JOIN deal d ON d.id = m.deal_id WHERE d.id = {deal_id:d} AND NOT d.is_deleted"
    )
    if not rows or rows[0][0] != "open":
        return None
    _outcome, value, stage, product, opened, last_word, as_of, account, currency, close_on = rows[0]
    return {
        "value": value,
        "currency": currency,
        "stage": stage or "",
        "product": product,
        "opened": _moment(opened),
        "last_word": _moment(last_word),
        "as_of": _moment(as_of),
        "account_id": account,
        "close_on": close_on,
    }


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _show_person(one: Candidate) -> dict[str, Any]:
    return {"person": one, "last_word": _moment(one.figures.last_word_at), "is_met": one.figures.meetings > 0}


def _link(deal_id: int, row: Any) -> str:
    return reverse("deal_row", args=[deal_id, row.table, row.row_id])


def _list_findings(ask: Ask, deal_id: int) -> list[dict[str, Any]]:
    """What stands out in this deal: that which is associated with losing first, each with where its evidence stands."""
    rows = ask(
        f"""
        SELECT f.signal, s.title, f.sentence, f.evidence_rows, coalesce(c.verdict, 'not_enough'), c.lift, c.lift_low,
          c.lift_high, coalesce(c.lost_n, 0), coalesce(c.won_n, 0)
        FROM finding f JOIN signal s ON s.signal = f.signal LEFT JOIN comparison c ON c.signal = f.signal
        WHERE f.deal_id = {deal_id:d}
        ORDER BY (coalesce(c.verdict, '') = 'associated' AND coalesce(c.lift, 0) > 1) DESC, f.hit_at DESC NULLS LAST,
          f.signal LIMIT 10"""
    )
    address = reverse("deal", args=[deal_id])
    return [
        {
            "title": _(title),
            "sentence": sentence,
            "rows": count,
            "weighs": verdict == "associated" and (lift or 0) > 1,
            "lift": (lift, low, high) if min(lost, won) >= 20 else None,
            "n": lost + won,
            "address": f"{address}#finding-{signal.replace('.', '-')}",
        }
        for signal, title, sentence, count, verdict, lift, low, high, lost, won in rows
    ]
