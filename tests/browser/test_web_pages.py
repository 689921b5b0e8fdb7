"""Every page of the application: what axe finds, what the console is told, who is asked, how wide it is.

The pages are those of the routes, so that a new one cannot be forgotten: a part of an address that is not known here,
or an address that leads elsewhere without being listed, fails.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from assay.jobs.queue import enqueue
from assay.signals.discovery import find_signals
from assay.web.debriefs.models import AskedPerson, Consent, Debrief
from assay.web.debriefs.tokens import make_token
from assay.web.erasing.models import Erasure
from assay.web.people.inviting import hash_token
from assay.web.people.models import Grant, Invitation, Team, User
from browser.whole_company import Served
from browser.whole_company import made_company as made_company
from browser.whole_company import served as served
from web.addresses import ALL
from web.conftest import sign_in
from web.imports.conftest import DEALS, make_file, try_draft, upload
from web.routes import ROUTES, Who

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=800)

#: routes that show no page of their own by name alone: they lead on, send a file, or need something that only comes
#: after a form was sent, whose pages are looked at by the tests of their room
ALWAYS = {
    "account/password/set/",
    "account/2fa/webauthn/keys/<int:pk>/edit/",  # of a device
    "account/2fa/webauthn/keys/<int:pk>/remove/",
    "account/2fa/webauthn/reauthenticate/",
    "i18n/setlang/",
    "jobs/<int:job_id>/file",
    "jobs/<int:job_id>/progress",
    "patterns/drawings/<str:signed>/<str:size>.svg",
    "patterns/numbers/<str:section>/<str:name>.csv",
    "people/private/<int:deal_id>",  # shown within the file of the deal
    # of a passage, a recorded call, a debrief or a text that is there
    "coding/again/",
    "coding/drivers/taxonomy.yml",
    *(f"coding/passages/<slug:key>/{step}" for step in ("", "skip/", "take-back/")),
    "deals/<int:deal_id>/said/<int:utterance_id>/",
    "deals/<int:deal_id>/sound/<int:activity_id>/",
    "debriefs/announce/<int:deal_id>/",  # of an open deal alone
    "debriefs/announce/<int:deal_id>/remove/",
    "confirming/notices/<int:number>/",  # leads to what can be done
    # of a link that was made
    "digests/calendar/<str:secret>.ics",
    "digests/stop/<str:signed>/",
    # of a debrief with a part of one's own; looked at with the paths of the team
    "debriefs/investigate/<int:deal_id>/",
    "debriefs/peer/<int:deal_id>/",
    *(route for route in ALL if route.startswith("debriefs/<int:number>/")),
    *(route for route in ALL if route.startswith("learning/") and "<" in route),
    *(route for route in ALL if route.startswith("plays/<int:number>/")),
    *(route for route in ALL if route.startswith("api/v1/")),  # for machines
    "plays/ledger/ledger.csv",
    "plays/prepare/<int:deal_id>/",  # of an open deal alone; looked at with the paths of plays
    "plays/prepare/<int:deal_id>/hear/",
    *(
        route for route in ALL if route.startswith("plays/scripts/<")
    ),  # of a reason; looked at with the paths of scripts
    "learning/sheets/",  # of managers alone
    *(route for route in ALL if route.startswith("plays/material/<")),  # of material that is there
    # of what follows from a run; looked at with the pages of patterns
    "patterns/competitors/numbers.csv",
    "patterns/competitors/narrowing.csv",
    "patterns/practices/numbers.csv",
    *(route for route in ALL if route.startswith("patterns/practices/roll-outs/<")),  # looked at by themselves
    "patterns/criteria/back-test.csv",
    "patterns/drivers/<str:driver>/",
    "patterns/competitors/<int:rival>/",
    "patterns/competitors/<int:rival>/numbers.csv",
    "patterns/criteria/rules/<slug:name>/",
    "imports/<uuid:pk>/recordings/",
    "imports/<uuid:pk>/recordings/<int:number>/hear/",
    "outgoing/<int:outgoing_id>/",
    # of an address that is there; looked at with the paths of webhooks
    *(route for route in ALL if route.startswith("settings/webhooks/") and "<" in route),
}
LEADS_ON = {
    "administrator": ALWAYS
    | {"account/2fa/totp/activate/", "imports/<uuid:pk>/", "imports/<uuid:pk>/fields/mapping.yml"},
    "rep": ALWAYS
    | {
        "account/2fa/reauthenticate/",
        "account/2fa/totp/deactivate/",
        "account/2fa/recovery-codes/",
        "account/2fa/recovery-codes/generate/",
        "account/2fa/recovery-codes/download/",
    },
    "stranger": {
        "api/v1/",
        "account/logout/",
        "account/2fa/authenticate/",  # the second half of signing in
        "account/2fa/webauthn/login/",
        "account/3rdparty/login/error/",
        "account/oidc/<str:provider_id>/login/",
        "account/oidc/^(?P<provider_id>[^/]+)/login/",
        "account/oidc/^(?P<provider_id>[^/]+)/login/callback/",
        "digests/calendar/<str:secret>.ics",
        "digests/stop/<str:signed>/",
        # forms alone are sent there
        *(f"b/<str:secret>/{part}/" for part in ("language", "consent", "time")),
    },
}

#: parts of addresses of things that only forms are sent to, or that only come after a run with words or a form
FORMS_ALONE = (
    *("feed_id", "invitation_id", "link_id", "number", "place_id", "session_id", "view_id"),
    *("activity_id", "outgoing_id", "utterance_id"),
    *("person", "reply"),
    *("answer", "call", "step", "utterance", "delivery"),
)

#: the routes of an import that is under way
OF_DRAFT = "imports/<uuid:pk>/"


@dataclass(frozen=True)
class Looked:
    """What was opened, what was wrong with it, and the routes that showed no page."""

    opened: list[str]
    wrong: list[str]
    led_on: set[str]


def know_parts(served: Served, user: User) -> dict[str, Any]:
    """What stands for each part of an address: things that are there, and that `user` may open."""
    query = f"SELECT min(activity_id) FROM deal_event WHERE deal_id = {served.deals['D003']}"
    granted = Grant.objects.create(
        user=served.rep,
        deal_id=served.deals["D003"],
        deal_name="A press",
        reason=Grant.Reason.PEER,
        granted_by=served.administrator,
        expires_at=timezone.now() + timedelta(days=3),
    )
    invited = {"token_hash": hash_token("welcome"), "invited_by": served.administrator}
    Invitation.objects.create(email="new@example.org", name="New Person", **invited)
    (signal,) = served.connection.execute("SELECT min(signal) FROM signal").fetchall()[0]
    return {
        # of things that only forms are sent to; what stands below goes before it
        **dict.fromkeys(FORMS_ALONE, 1),
        "deal_id": served.deals["D003"],
        "table": "activity",
        "row_id": served.connection.execute(query).fetchall()[0][0],
        "user_id": user.pk,
        "team_id": Team.objects.get().pk,
        "grant_id": granted.pk,
        "job_id": enqueue("run", asked_by=user, key="browsed").pk,
        "section": "time",
        "signal": signal,
        "name": find_signals()[0].name,
        "what": "look",
        "pk": "",
        "side": "user",
        "number": served.rep.pk,
        "erasure_id": Erasure.objects.create(side="person", told={}).pk,
        "token": "welcome",
        "uidb36": "x1",
        "key": "x1",
        "code": "price_too_high",
        "secret": make_link(),
        # of what only follows from a run
        **dict.fromkeys(("rival", "act"), 0),
        "driver": "none",
        "place": 1,
        "kind": "invitation",
        "template": "lost_deciding",
        "language": "en",
        **dict.fromkeys(("provider_id", "signed", "size"), "none"),
    }


def make_link() -> str:
    """The secret of a link to the page of a buyer who has agreed to answer."""
    debrief = Debrief.objects.create(deal_id=1, deal_name="A press", outcome="lost", kind="buyer", state="asked")
    person = AskedPerson.objects.create(debrief=debrief, person_id=5, name="Ines Roth", answer="agreed")
    Consent.objects.create(debrief=debrief, person=person, circle="team", is_given=True, how="page")
    return make_token(person, None)[1]


def list_addresses(route: str, known: dict[str, Any]) -> list[str]:
    """The addresses that a route stands for. Raises KeyError for a part of which nothing is known."""
    several = re.search(r"\(\?P<\w+>(\w+(?:\|\w+)+)\)", route)
    if several:
        return [path for one in several[1].split("|") for path in list_addresses(route.replace(several[0], one), known)]
    path = re.sub(r"\(\?P<(\w+)>.*?[+*]\)", lambda part: str(known[part[1]]), route)
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(known[part[1]]), path)
    return ["/" + path.replace("^", "").replace("$", "")]


def sign_in_lately(user: User) -> Client:
    """A browser in which `user` has typed the password a moment ago, so that it is not asked for again."""
    client = sign_in(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
    return client


@contextmanager
def open_context(browser: Browser, served: Served, client: Client | None) -> Iterator[tuple[Page, list[str]]]:
    """A page of a browser, at a desk, and what it says to the console or asks of others."""
    context: BrowserContext = browser.new_context(viewport=DESK, base_url=served.address, color_scheme="light")
    if client is not None:
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": served.address}])
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(f"{page.url} wrote {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url} failed: {error}"))
    page.on("request", lambda asked: _refuse_other(asked.url, served.address, said))
    yield page, said
    context.close()


def _refuse_other(url: str, address: str, said: list[str]) -> None:
    if not url.startswith((f"{address}/", "data:", "blob:")):
        said.append(f"{url} was asked for")


def find_faults(page: Page, said: list[str]) -> list[str]:
    """What axe finds at a desk in light and on a phone in dark, and the colours of the other two."""
    faults = []
    for viewport, scheme, rules in ((DESK, "light", RULES), (DESK, "dark", None), (PHONE, "dark", RULES)):
        if page.viewport_size != viewport:
            page.set_viewport_size(viewport)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        only: Any = rules or {"type": "rule", "values": ["color-contrast"]}
        found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]}).response["violations"]
        for fault in found:
            node = fault["nodes"][0]
            why = " ".join(node["failureSummary"].split())[:200]
            faults.append(f"{page.url} {viewport['width']} {scheme} {fault['id']}: {node['html'][:160]} {why}")
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            faults.append(f"{page.url} {viewport['width']} is {wide} px too wide")
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    faults += said
    said.clear()
    return faults


def look_at(page: Page, said: list[str], addresses: dict[str, list[str]]) -> Looked:
    """Opens each address that shows a page."""
    looked = Looked([], [], set())
    for route, paths in addresses.items():
        for path in paths:
            answer = page.request.get(path, max_redirects=0)
            kind = answer.headers.get("content-type", "")
            if answer.status >= 500:
                looked.wrong.append(f"{path} answered {answer.status}")
            elif 300 <= answer.status < 400 or answer.status == 404:
                looked.led_on.add(route)
            elif answer.status == 200 and kind.startswith("text/html") and "<html" in answer.text():
                page.goto(path)
                looked.opened.append(path)
                looked.wrong.extend(find_faults(page, said))
    return looked


def choose_routes(user: User | None) -> list[str]:
    """The routes of pages that are for `user`."""
    for_all = {Who.ANYONE} if user is None else {Who.USER, Who.IMPORTER}
    if user is not None and user.is_administrator:
        for_all |= {Who.MANAGER, Who.ADMINISTRATOR}
    return [route for route in ALL if ROUTES[route] in for_all]


@pytest.mark.parametrize("who", ["rep", "administrator", "stranger"])
def test_every_page_is_for_everybody(browser: Browser, served: Served, who: str) -> None:
    user = None if who == "stranger" else getattr(served, who)
    known = know_parts(served, user or served.rep)
    client = sign_in_lately(user) if user else None
    if user and user.is_administrator:
        add_second_factors(user)
        known["pk"] = begin_import(client).pk
    routes = [route for route in choose_routes(user) if known["pk"] or not route.startswith(OF_DRAFT)]
    with open_context(browser, served, client) as (page, said):
        looked = look_at(page, said, {route: list_addresses(route, known) for route in routes})
    assert not looked.wrong, "\n".join(looked.wrong)
    assert looked.led_on <= LEADS_ON[who]


def add_second_factors(user: User) -> None:
    """An app that tells codes, and codes to get back in with."""
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def begin_import(client: Client | None) -> Any:
    """An import after its dry run."""
    assert client is not None
    draft = upload(client, make_file("deal.csv", DEALS))
    try_draft(client, draft)
    return draft
