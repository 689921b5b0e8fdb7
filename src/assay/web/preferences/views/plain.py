"""Pages of settings that are one form: its effect is told before it is saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from assay.store.home import Home, change_settings, open_home
from assay.store.writer_lock import hold_lock
from assay.web.people.allowing import administrators_only
from assay.web.people.log import note
from assay.web.people.models import User
from assay.web.people.saving import mark_stale
from assay.web.preferences import store
from assay.web.preferences.effects import (
    describe_coming,
    describe_company,
    describe_limits,
    describe_retention,
    find_next_removal,
)
from assay.web.preferences.forms import CompanyForm, LimitsForm, RetentionForm, SeenForm, stamp_values
from assay.web.preferences.mail import MailForm, describe_mail, read_mail, write_mail
from assay.web.preferences.opinion import OpinionForm, describe_opinion, read_opinion, write_opinion
from assay.web.preferences.webhooks import WebhooksForm, describe_webhooks, read_webhooks, write_webhooks
from assay.web.request import Request

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Values = dict[str, Any]


@dataclass(frozen=True)
class _Page:
    """read: what stands there.  describe: what values would change.  write: keeps them."""

    route: str
    title: "StrOrPromise"
    about: "StrOrPromise"
    form: type[SeenForm]
    read: Callable[[Home], Values]
    describe: Callable[[Home, Values], list[str]]
    write: Callable[[Home, User, Values], object]
    needs_run: bool = False
    template: str = "preferences/plain.html"


def _read_company(home: Home) -> Values:
    told = home.settings.get
    return {
        "company": told("company", ""),
        "home_currency": told("home_currency", ""),
        "fiscal_year_start": str(home.fiscal_start),
    }


def _write_company(home: Home, user: User, values: Values) -> None:
    start = values["fiscal_year_start"]
    change_settings(home, values | {"fiscal_year_start": "" if start == "1" else start})


def _read_limits(home: Home) -> Values:
    told = home.settings.get
    return {
        "import_file_gb": float(told("import_file_gb") or 2),
        "import_gb": float(told("import_gb") or 5),
        "import_folders": told("import_folders", ""),
        "import_private_addresses": told("import_private_addresses", "").strip().lower() in {"yes", "true", "1"},
    }


def _write_limits(home: Home, user: User, values: Values) -> None:
    private = values["import_private_addresses"]
    sizes = {name: f"{values[name]:g}" for name in ("import_file_gb", "import_gb")}
    change_settings(home, values | sizes | {"import_private_addresses": "yes" if private else ""})


_COMPANY = _Page(
    "settings_company",
    gettext_lazy("Company"),
    gettext_lazy("How pages name you, in which currency amounts are shown, and when quarters begin."),
    CompanyForm,
    _read_company,
    describe_company,
    _write_company,
    needs_run=True,
)
_RETENTION = _Page(
    "settings_retention",
    gettext_lazy("What is kept"),
    gettext_lazy("Once a day, what is older goes. By itself nothing that people typed does; what goes is logged."),
    RetentionForm,
    lambda home: store.read_retention(),
    describe_retention,
    lambda home, user, values: store.save(user, values),
)
_LIMITS = _Page(
    "settings_limits",
    gettext_lazy("Uploads and feeds"),
    gettext_lazy("How large imports may be, and from where files may be read again and again."),
    LimitsForm,
    _read_limits,
    lambda home, values: describe_limits(values),
    _write_limits,
)


_OPINION = _Page(
    "settings_opinion",
    gettext_lazy("Second opinion"),
    gettext_lazy("A language model of yours may code what was said, beside our own codes and never instead of them."),
    OpinionForm,
    read_opinion,
    describe_opinion,
    write_opinion,
)


_WEBHOOKS = _Page(
    "settings_webhooks",
    gettext_lazy("Whether webhooks are sent"),
    gettext_lazy("Other programs of yours may be told at once what happens here, each message signed."),
    WebhooksForm,
    read_webhooks,
    describe_webhooks,
    write_webhooks,
)


_MAIL = _Page(
    "settings_mail",
    gettext_lazy("E-mail"),
    gettext_lazy("Which server takes invitations, letters and notices, and in whose name they go."),
    MailForm,
    read_mail,
    describe_mail,
    write_mail,
    template="preferences/mail.html",
)


@administrators_only
@require_http_methods(["GET", "POST"])
def show_company(request: Request) -> HttpResponse:
    """Name, currency, fiscal year."""
    return _show(request, _COMPANY)


@administrators_only
@require_http_methods(["GET", "POST"])
def show_retention(request: Request) -> HttpResponse:
    """How long things are kept."""
    coming = describe_coming(open_home(), store.read_retention())
    return _show(request, _RETENTION, {"coming": coming, "next_removal": find_next_removal()})


@administrators_only
@require_http_methods(["GET", "POST"])
def show_limits(request: Request) -> HttpResponse:
    """How much may be imported, and from where."""
    return _show(request, _LIMITS)


@administrators_only
@require_http_methods(["GET", "POST"])
def show_opinion(request: Request) -> HttpResponse:
    """Which language model is asked, if any."""
    return _show(request, _OPINION)


@administrators_only
@require_http_methods(["GET", "POST"])
def show_webhooks(request: Request) -> HttpResponse:
    """Whether other programs are told what happens, and on which hosts."""
    return _show(request, _WEBHOOKS)


def show_mail_form(request: Request, **told: object) -> HttpResponse:
    """Which server takes mail. told: what else the page shows."""
    return _show(request, _MAIL, told)


def _show(request: Request, page: _Page, told: Mapping[str, object] | None = None) -> HttpResponse:
    home = open_home()
    standing = page.read(home)
    effects: list[str] = []
    if request.method != "POST":
        form = page.form(initial=standing | {"version": stamp_values(standing)})
        return _render(request, page, form, effects, told=told)
    form = page.form(request.POST)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in standing}
        if request.POST.get("act") == "save":
            if _save(request, page, home, form, values):
                return redirect(page.route)
        else:
            effects = page.describe(home, values)
    return _render(request, page, form, effects, status=200 if form.is_valid() else 422, told=told)


def _save(request: Request, page: _Page, home: Home, form: SeenForm, values: Values) -> bool:
    """Saves what was typed over what the form was made from. False, and the form says so, where that has changed."""
    with hold_lock(home.path / "settings.lock"):
        standing = page.read(open_home())
        if standing == values:  # by a second press, or by two who want the same
            messages.success(request, _("Saved."))
            return True
        if form.cleaned_data["version"] != stamp_values(standing):
            mark_stale(form, stamp_values(standing), _tell_others(form, standing, values))
            return False
        page.write(home, request.user, values)
    changed = {name: str(value) for name, value in values.items() if value != standing[name]}
    note(request, "changed", "setting", page.route, str(page.title), values=changed)
    messages.success(request, _("Saved."))
    return True


def _tell_others(form: SeenForm, standing: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    other = [name for name in values if values[name] != standing[name]]
    return "; ".join(f"{form[name].label}: {standing[name] or _('none')}" for name in other)


def _render(
    request: Request,
    page: _Page,
    form: SeenForm,
    effects: list[str],
    *,
    status: int = 200,
    told: Mapping[str, object] | None = None,
) -> HttpResponse:
    context = {"page": page, "form": form, "effects": effects, **(told or {})}
    return render(request, page.template, context, status=status)
