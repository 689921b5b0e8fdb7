"""The pages of criteria: the rules with their back-test, one rule to be changed, and accounts without a deal."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assay.domain.errors import InputError
from assay.domain.tongue import speak
from assay.patterns.criteria.rule import read_rule
from assay.reports.charts import Chart, Drawing, Numbers, write_csv
from assay.reports.criteria.backtest_chart import chart_backtest
from assay.reports.criteria.learnt import read_deck, read_shut_out
from assay.reports.pages import render_chart
from assay.runs.concluding.criteria.hours import read_hours_each
from assay.web.csv_lines import send_whole
from assay.web.patterns.building import KeptPicture, find_environment
from assay.web.patterns.criteria.allowing import demand_edit, may_edit, sees_sums
from assay.web.patterns.criteria.bearing import count_overrides, list_accounts
from assay.web.patterns.criteria.editing import Editing, open_editing
from assay.web.patterns.criteria.forms import RuleForm
from assay.web.patterns.criteria.lines import RuleLine, describe_learnt, describe_tried
from assay.web.patterns.criteria.models import SavedRule
from assay.web.patterns.criteria.saving import StaleRule, save_rule
from assay.web.patterns.criteria.standing import Criteria, read_criteria
from assay.web.patterns.criteria.trying import MeasureRow, Tried, measure_all, test_standing, try_on_later_deals
from assay.web.patterns.criteria.words import name_shut_out, say_rule
from assay.web.patterns.dressing import fill_drawings
from assay.web.patterns.keeping import Shelf
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.results import Reading, open_reading
from assay.web.speaking import READER

#: accounts on one page
_MOST_ACCOUNTS = 200


@never_cache
@require_safe
def show_criteria(request: Request) -> HttpResponse:
    """The rules that stand, how they did on later deals, and what following them would have saved and cost."""
    try:
        reading = open_reading()
    except InputError:
        return render(request, "patterns/no_run.html")
    with reading:
        criteria = read_criteria(reading)
        context = _describe_rules(request, reading, criteria) | {
            "deck": read_deck(reading.connection),
            "chart": _show_chart(request, reading, measure_all(reading, criteria)),
            "overruled": count_overrides(request, reading),
            "run": reading.run,
            "hours_each": read_hours_each(settings.HOME),
            "may_edit": may_edit(request),
            "sums": sees_sums(request),
        }
    return render(request, "criteria/rules.html", context)


@require_safe
def send_backtest(request: Request) -> HttpResponse:
    """The numbers of the back-test as CSV, as they are drawn."""
    try:
        with open_reading() as reading:
            rows = measure_all(reading, read_criteria(reading))
            drawn = _chart(request, reading, rows)
    except InputError as error:
        raise Http404 from error
    if drawn is None:
        raise Http404
    note(request, "exported", "patterns", "criteria-back-test", _("numbers of a chart"))
    return send_whole(write_csv(drawn[0]), "criteria-back-test.csv")


@never_cache
@require_safe
def show_accounts(request: Request) -> HttpResponse:
    """Accounts without a deal, with the rules that they meet and the facts that are not known."""
    try:
        reading = open_reading()
    except InputError:
        return render(request, "patterns/no_run.html")
    with reading:
        criteria = read_criteria(reading)
        accounts, count = list_accounts(request, reading, criteria, _MOST_ACCOUNTS)
    fitting = [one for one in criteria.standing if one.rule.is_of_account(criteria.facts)]
    context = {"accounts": accounts, "count": count, "rules": criteria.standing, "fitting": fitting}
    return render(request, "criteria/accounts.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_rule(request: Request, name: str = "") -> HttpResponse:
    """A rule of one's own, or a learnt one changed: tried at once on the later deals, then kept with a reason."""
    demand_edit(request)
    try:
        reading = open_reading()
    except InputError:
        return render(request, "patterns/no_run.html")
    with reading:
        criteria = read_criteria(reading)
        editing = open_editing(criteria, name)
        form = RuleForm(criteria.facts, request.POST) if request.method == "POST" else editing.make_form(criteria)
        tried = None
        if request.method == "POST" and form.is_valid() and form.rule is not None:
            tried = try_on_later_deals(reading, criteria, form.rule)
            if "save" in request.POST and (answer := _save(request, editing, form, tried)):
                return answer
        elif editing.rule is not None and request.method != "POST":
            tried = try_on_later_deals(reading, criteria, editing.rule)
        context = _describe_editing(request, reading, criteria, editing, form, tried)
    return render(request, "criteria/rule.html", context)


def _save(request: Request, editing: Editing, form: RuleForm, tried: Tried) -> HttpResponse | None:
    """Where it leads once kept; None where it was not."""
    told = form.cleaned_data
    if not told["why"].strip():
        form.add_error("why", _("Say in a few words why: whoever reads the rule later will ask."))
        return None
    try:
        save_rule(
            request,
            tried,
            why=told["why"].strip(),
            in_force=told["in_force"],
            saved=editing.saved,
            learnt_key=editing.learnt_key,
            seen=told["version"] or 0,
        )
    except StaleRule:
        form.add_error(None, _("Somebody changed this rule meanwhile. What you typed stands here; load the rule anew."))
        return None
    messages.success(request, _("The rule is kept, with its figures, your name and your reason."))
    return redirect(reverse("criteria"))


def _describe_rules(request: Request, reading: Reading, criteria: Criteria) -> dict[str, Any]:
    sums, facts = sees_sums(request), dict(criteria.facts)
    tested = zip(criteria.standing, test_standing(reading, criteria), strict=True)
    standing = [
        RuleLine(
            name=one.name,
            says=one.says,
            direction=one.direction,
            is_learnt=one.saved is None,
            is_early=one.rule.find_age(criteria.facts) > 0,
            figures=describe_tried(tried, sums=sums),
        )
        for one, tried in tested
    ]
    taken = {one.learnt_key for one in SavedRule.objects.exclude(learnt_key="")}
    others = [one for one in criteria.learnt if one.key not in taken]
    told = {code: [describe_learnt(one, facts, sums=sums) for one in others if one.verdict == code] for code in _OTHER}
    aside = [(one, say_rule(read_rule(one.conditions, one.direction), facts)) for one in _list_aside(criteria)]
    first = criteria.learnt[0] if criteria.learnt else None
    return {
        "standing": standing,
        "hindsight": told["hindsight"],
        "failed": told["not_held"] + told["not_enough"],
        "aside": aside,
        "tried": len(criteria.learnt),
        "looked_at": first.looked_at if first else 0,
        "since": _say_day(first.trained_until) if first else "",
        "shut_out": [(one.label, name_shut_out()[one.why]) for one in read_shut_out(reading.connection)],
    }


_OTHER = ("hindsight", "not_held", "not_enough")


def _list_aside(criteria: Criteria) -> list[SavedRule]:
    standing = {one.saved.pk for one in criteria.standing if one.saved}
    return [one for one in SavedRule.objects.all() if one.pk not in standing]


def _describe_editing(
    request: Request, reading: Reading, criteria: Criteria, editing: Editing, form: RuleForm, tried: Tried | None
) -> dict[str, Any]:
    sums = sees_sums(request)
    rows = tried.measures if tried and (sums or not tried.is_few) else []
    return {
        "editing": editing,
        "form": form,
        "figures": describe_tried(tried, sums=sums) if tried else None,
        "tried_says": say_rule(tried.rule, criteria.facts) if tried else "",
        "basis": tried.rule.find_basis(criteria.facts) if tried else "",
        "direction": tried.rule.direction if tried else "",
        "chart": _show_chart(request, reading, rows, of_rule=True),
        "words": editing.list_words(reading, criteria),
        "versions": editing.list_versions(criteria),
    }


def _chart(request: Request, reading: Reading, rows: list[MeasureRow]) -> tuple[Numbers, Chart] | None:
    if not rows:
        return None
    ((since, until),) = reading.connection.execute(
        "SELECT min(opened_at), max(opened_at) FROM criterion_case WHERE period = 'test'"
    ).fetchall()
    period = _("tried on")
    if since is not None:
        period = _("opened from %(since)s to %(until)s") % {"since": _day(since), "until": _day(until)}
    currency = reading.connection.execute("SELECT home_currency FROM run").fetchall()[0][0] or ""
    with speak(READER):
        return chart_backtest(rows, with_amounts=sees_sums(request), period=period, currency=currency)


def _show_chart(request: Request, reading: Reading, rows: list[MeasureRow], *, of_rule: bool = False) -> str:
    drawn = _chart(request, reading, rows)
    if drawn is None or not isinstance(drawn[1].picture, Drawing):
        return ""
    shelf = Shelf(settings.HOME.path, reading.version)
    name = shelf.keep_spec(drawn[1].picture.spec, drawn[1].picture.alt)
    # what is only tried is not kept, so that there is no address of its numbers
    address = "" if of_rule else reverse("criteria_backtest")
    chart = replace(drawn[1], picture=KeptPicture(name), csv_href=address)
    return fill_drawings(request, shelf, render_chart(find_environment(), chart))


def _day(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()


def _say_day(moment: int | None) -> str:
    return date_format(datetime.fromtimestamp(moment, UTC).date()) if moment is not None else ""
