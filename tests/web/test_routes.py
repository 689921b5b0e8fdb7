"""Every address of the application: who may open it. A new one fails here until it stands in the table."""

import re
from collections.abc import Iterator
from enum import Enum, auto

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from assay.web.people.models import User
from web.conftest import Staff, sign_in


class Who(Enum):
    """Who may open an address."""

    ANYONE = auto()  # signing in, and what a watching machine asks
    NOBODY = auto()  # closed: 404 whoever asks
    USER = auto()  # whoever is signed in; what is shown is a matter of scope
    MANAGER = auto()  # managers and administrators
    IMPORTER = auto()  # analysts and administrators
    ADMINISTRATOR = auto()
    TOKEN = auto()  # whoever sends the access token of a person, signed in or not; the description is open to all


ROUTES = {
    "": Who.USER,
    "health": Who.ANYONE,
    "i18n/setlang/": Who.USER,
    # the way in
    "account/^(signup/|email/|confirm-email/.*|login/code/.*|3rdparty/signup/|social/.*)$": Who.NOBODY,
    "account/login/": Who.ANYONE,
    "account/logout/": Who.ANYONE,
    "account/inactive/": Who.ANYONE,
    "account/signup/": Who.NOBODY,
    "account/email/": Who.NOBODY,
    "account/confirm-email/": Who.NOBODY,
    "account/^confirm-email/(?P<key>[-:\\w]+)/$": Who.NOBODY,
    "account/login/code/confirm/": Who.NOBODY,
    "account/reauthenticate/": Who.USER,
    "account/password/change/": Who.USER,
    "account/password/set/": Who.USER,
    "account/password/reset/": Who.ANYONE,
    "account/password/reset/done/": Who.ANYONE,
    "account/password/reset/key/done/": Who.ANYONE,
    "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": Who.ANYONE,
    "account/2fa/": Who.USER,
    "account/2fa/authenticate/": Who.ANYONE,  # the second half of signing in; leads back to the first without it
    "account/2fa/reauthenticate/": Who.USER,
    "account/2fa/totp/activate/": Who.USER,
    "account/2fa/totp/deactivate/": Who.USER,
    "account/2fa/recovery-codes/": Who.USER,
    "account/2fa/recovery-codes/generate/": Who.USER,
    "account/2fa/recovery-codes/download/": Who.USER,
    "account/2fa/webauthn/": Who.USER,
    "account/2fa/webauthn/add/": Who.USER,
    "account/2fa/webauthn/reauthenticate/": Who.USER,
    "account/2fa/webauthn/login/": Who.ANYONE,
    "account/2fa/webauthn/keys/<int:pk>/remove/": Who.USER,
    "account/2fa/webauthn/keys/<int:pk>/edit/": Who.USER,
    "account/3rdparty/": Who.USER,
    "account/3rdparty/signup/": Who.NOBODY,
    "account/3rdparty/login/cancelled/": Who.ANYONE,
    "account/3rdparty/login/error/": Who.ANYONE,
    "account/social/login/cancelled/": Who.NOBODY,
    "account/social/login/error/": Who.NOBODY,
    "account/social/signup/": Who.NOBODY,
    "account/social/connections/": Who.NOBODY,
    "account/oidc/<str:provider_id>/login/": Who.ANYONE,
    "account/oidc/^(?P<provider_id>[^/]+)/login/": Who.ANYONE,
    "account/oidc/^(?P<provider_id>[^/]+)/login/callback/": Who.ANYONE,
    "account/sessions/": Who.USER,
    # people
    "people/me": Who.USER,
    "people/me/log": Who.USER,
    "people/me/tokens": Who.USER,
    "people/me/tokens/<int:number>/revoke": Who.USER,
    "people/me/sessions/<int:session_id>/end": Who.USER,
    "people/join/<str:token>": Who.ANYONE,
    "people/private/<int:deal_id>": Who.USER,
    "people/users": Who.ADMINISTRATOR,
    "people/users/<int:user_id>": Who.ADMINISTRATOR,
    "people/users/<int:user_id>/sellers": Who.ADMINISTRATOR,
    "people/users/<int:user_id>/sellers/<int:link_id>/remove": Who.ADMINISTRATOR,
    "people/invitations": Who.ADMINISTRATOR,
    "people/invitations/<int:invitation_id>/again": Who.ADMINISTRATOR,
    "people/invitations/<int:invitation_id>/revoke": Who.ADMINISTRATOR,
    "people/teams": Who.ADMINISTRATOR,
    "people/teams/proposal": Who.ADMINISTRATOR,
    "people/teams/<int:team_id>": Who.ADMINISTRATOR,
    "people/teams/<int:team_id>/remove": Who.ADMINISTRATOR,
    "people/teams/<int:team_id>/sellers": Who.ADMINISTRATOR,
    "people/teams/<int:team_id>/sellers/<int:place_id>/remove": Who.ADMINISTRATOR,
    "people/log": Who.ADMINISTRATOR,
    "people/log.csv": Who.ADMINISTRATOR,
    "people/grants": Who.MANAGER,
    "people/grants/new": Who.MANAGER,
    "people/grants/<int:grant_id>/revoke": Who.MANAGER,
    # rooms
    "deals/": Who.USER,
    "deals/list.csv": Who.USER,
    "deals/views/": Who.USER,
    "deals/views/<int:view_id>/remove/": Who.USER,
    "deals/<int:deal_id>/": Who.USER,
    "deals/<int:deal_id>/file.pdf": Who.USER,
    "deals/<int:deal_id>/like/": Who.USER,
    "ties/<int:deal_id>/": Who.USER,
    "deals/<int:deal_id>/said/<int:utterance_id>/": Who.USER,
    "deals/<int:deal_id>/sound/<int:activity_id>/": Who.USER,
    "deals/<int:deal_id>/rows/<slug:table>/<int:row_id>/": Who.USER,
    "digests/": Who.USER,
    "digests/send/": Who.USER,
    "digests/calendar/": Who.USER,
    # whoever has the link; to all others each looks like a missing one
    "digests/calendar/<str:secret>.ics": Who.ANYONE,
    "digests/stop/<str:signed>/": Who.ANYONE,
    # who may confirm is tested with the pages
    "confirming/notices/<int:number>/": Who.USER,
    "confirming/<int:deal_id>/confirm/": Who.USER,
    "confirming/<int:deal_id>/correct/": Who.USER,
    "confirming/<int:deal_id>/take-back/": Who.USER,
    "debriefs/": Who.USER,
    "debriefs/coverage/": Who.USER,
    "debriefs/announce/<int:deal_id>/": Who.USER,
    "debriefs/announce/<int:deal_id>/remove/": Who.USER,
    "debriefs/<int:number>/": Who.USER,
    "debriefs/<int:number>/accept/": Who.USER,
    "debriefs/<int:number>/asker/": Who.USER,
    "debriefs/<int:number>/wish/": Who.USER,
    "debriefs/<int:number>/introduction/": Who.USER,
    "debriefs/<int:number>/people/": Who.USER,
    "debriefs/<int:number>/asked/": Who.USER,
    "debriefs/<int:number>/schedule/": Who.USER,
    "debriefs/<int:number>/held/": Who.USER,
    "debriefs/<int:number>/close/": Who.USER,
    "debriefs/<int:number>/decline/": Who.USER,
    "debriefs/<int:number>/take-back/": Who.USER,
    "debriefs/<int:number>/own/": Who.USER,
    "debriefs/<int:number>/own/keep/": Who.USER,
    "debriefs/<int:number>/own/requirement/": Who.USER,
    "debriefs/<int:number>/own/beside/": Who.USER,
    "debriefs/peer/<int:deal_id>/": Who.USER,
    "debriefs/<int:number>/peer/reply/": Who.USER,
    "debriefs/<int:number>/peer/end/": Who.USER,
    "debriefs/<int:number>/walk/<int:step>/": Who.USER,
    "debriefs/<int:number>/walk/<int:step>/keep/": Who.USER,
    "debriefs/<int:number>/walk/end/": Who.USER,
    "debriefs/investigate/<int:deal_id>/": Who.USER,
    "debriefs/<int:number>/alone/": Who.USER,
    "debriefs/<int:number>/alone/keep/": Who.USER,
    "debriefs/<int:number>/alone/vote/": Who.USER,
    "debriefs/<int:number>/alone/out/": Who.USER,
    "debriefs/<int:number>/passages/<int:call>/": Who.USER,
    "debriefs/<int:number>/pins/<int:utterance>/": Who.USER,
    "debriefs/<int:number>/together/": Who.USER,
    "debriefs/<int:number>/together/now/": Who.USER,
    "debriefs/<int:number>/together/finding/": Who.USER,
    "debriefs/<int:number>/together/<int:answer>/agree/": Who.USER,
    "debriefs/<int:number>/together/close/": Who.USER,
    "debriefs/<int:number>/guide/": Who.USER,
    "debriefs/<int:number>/guide/change/": Who.USER,
    "debriefs/<int:number>/guide/hear/": Who.USER,
    "debriefs/<int:number>/guide/<slug:key>/text/": Who.USER,
    "debriefs/<int:number>/guide/<slug:key>/expected/": Who.USER,
    "debriefs/<int:number>/call/": Who.USER,
    "debriefs/<int:number>/call/note/": Who.USER,
    "debriefs/<int:number>/call/required/": Who.USER,
    "debriefs/<int:number>/call/who-decides/": Who.USER,
    "debriefs/<int:number>/call/coming-back/": Who.USER,
    "debriefs/<int:number>/call/finish/": Who.USER,
    "debriefs/questions/": Who.USER,
    "debriefs/questions/add/": Who.MANAGER,
    "debriefs/questions/hear/": Who.USER,
    "debriefs/questions/<slug:template>/": Who.USER,  # who may change it is tested with the page
    "debriefs/questions/<slug:template>/place/": Who.MANAGER,
    "api/v1/": Who.ANYONE,
    "api/v1/openapi.json": Who.ANYONE,
    "api/v1/at-risk": Who.TOKEN,
    "api/v1/deals/<deal_id>/script/check": Who.TOKEN,
    "api/v1/deals/<deal_id>/verdict": Who.TOKEN,
    "api/v1/deals/<deal_id>/verdict/confirm": Who.TOKEN,
    "api/v1/ledger": Who.TOKEN,
    "api/v1/patterns": Who.TOKEN,
    "api/v1/patterns/competitors": Who.TOKEN,
    "api/v1/patterns/competitors/<competitor>": Who.TOKEN,
    "api/v1/patterns/practices": Who.TOKEN,
    "api/v1/patterns/<section>": Who.TOKEN,
    "api/v1/patterns/<section>/<code>": Who.TOKEN,
    "api/v1/plays/<number>/calls/<call>": Who.TOKEN,
    "api/v1/plays/<number>/drop": Who.TOKEN,
    "api/v1/results": Who.TOKEN,
    "api/v1/results/<name>": Who.TOKEN,
    "api/v1/strengths": Who.TOKEN,
    "api/v1/today": Who.TOKEN,
    "api/v1/deals": Who.TOKEN,
    "api/v1/deals/<deal_id>": Who.TOKEN,
    "api/v1/deals/<deal_id>/like": Who.TOKEN,
    "api/v1/deals/<deal_id>/script": Who.TOKEN,
    "api/v1/deals/<deal_id>/ties": Who.TOKEN,
    "api/v1/like": Who.TOKEN,
    "api/v1/me": Who.TOKEN,
    "api/v1/offers": Who.TOKEN,
    "api/v1/plays": Who.TOKEN,
    "api/v1/won-back": Who.TOKEN,
    "api/v1/plays/<number>": Who.TOKEN,
    "api/v1/plays/<number>/calls": Who.TOKEN,
    "api/v1/plays/<number>/calls/<call>/concern": Who.TOKEN,
    "plays/": Who.USER,
    "plays/at-risk/": Who.USER,
    "plays/ledger/": Who.USER,
    "plays/ledger/ledger.csv": Who.USER,
    "plays/won-back/": Who.USER,
    "plays/prepare/<int:deal_id>/": Who.USER,
    "plays/prepare/<int:deal_id>/hear/": Who.USER,
    # of others they look like missing ones; who may see and change which is tested with their pages
    "plays/<int:number>/": Who.USER,
    "plays/<int:number>/edit/": Who.USER,
    "plays/<int:number>/drop/": Who.USER,
    "plays/<int:number>/call/": Who.USER,
    "plays/<int:number>/calls/<int:call>/concern/": Who.USER,
    "plays/<int:number>/play.ics": Who.USER,
    "plays/<int:number>/hear/": Who.USER,
    # what to say: read by everybody; who may word it is tested with the page too
    "plays/scripts/": Who.USER,
    "plays/scripts/<slug:driver>/<slug:language>/": Who.USER,
    "plays/scripts/<slug:driver>/<slug:language>/hear/": Who.MANAGER,
    "plays/scripts/<slug:driver>/<slug:language>/ours/": Who.MANAGER,
    "plays/scripts/<slug:driver>/<slug:language>/states/<int:number>/": Who.MANAGER,
    # what to offer
    "plays/offers/": Who.USER,
    "plays/material/": Who.USER,
    "plays/material/new/": Who.USER,
    "plays/material/<int:number>/": Who.USER,
    "plays/material/<int:number>/edit/": Who.USER,
    "plays/material/<int:number>/archive/": Who.USER,
    "plays/material/<int:number>/back/": Who.USER,
    "learning/": Who.USER,
    "learning/actions/new/": Who.USER,
    "learning/actions/<int:number>/": Who.USER,
    "learning/actions/<int:number>/done/": Who.USER,
    "learning/actions/<int:number>/drop/": Who.USER,
    "learning/actions/<int:number>/edit/": Who.USER,
    "debriefs/<int:number>/messages/<int:person>/<slug:kind>/": Who.USER,
    "debriefs/<int:number>/messages/<int:person>/<slug:kind>/replies/": Who.USER,
    "debriefs/<int:number>/messages/<int:person>/<slug:kind>/<str:name>": Who.USER,
    "debriefs/<int:number>/replies/<int:reply>/remove/": Who.USER,
    "debriefs/<int:number>/link/<int:person>/": Who.USER,
    # whoever has the link; to all others each looks like a missing one
    **{
        f"b/<str:secret>/{part}": Who.ANYONE
        for part in (
            "",
            "language/",
            "consent/",
            "questions/<int:place>/",
            "review/",
            "done/",
            "noted/",
            "time/",
            "no/",
            "remove/",
        )
    },
    "learning/audits/": Who.USER,
    "learning/audits/draws/<int:number>/": Who.USER,
    "learning/audits/<int:number>/": Who.USER,
    "learning/audits/<int:number>/keep/": Who.USER,
    "learning/audits/<int:number>/refuse/": Who.USER,
    "learning/meetings/": Who.USER,
    "learning/meetings/<int:number>/": Who.USER,
    "learning/meetings/<int:number>/begin/": Who.USER,
    "learning/meetings/<int:number>/minutes/": Who.USER,
    "learning/meetings/<int:number>/close/": Who.USER,
    "learning/meetings/<int:number>/plan/": Who.USER,
    "learning/looks/<int:number>/": Who.USER,
    "learning/after/<int:deal_id>/": Who.USER,
    "learning/moments/<int:number>/": Who.USER,
    "learning/briefs/<int:deal_id>/": Who.USER,
    "learning/sheets/": Who.USER,
    "learning/sheets/<int:user_id>/": Who.USER,
    "patterns/": Who.USER,
    "patterns/^(?P<section>groups|time|signals|before|drivers|together|shares|winning|"
    "silence|themes|coverage)/$": Who.USER,
    "patterns/signals/<str:signal>/": Who.USER,
    "patterns/drivers/<str:driver>/": Who.USER,
    "patterns/numbers/<str:section>/<str:name>.csv": Who.USER,
    "patterns/drawings/<str:signed>/<str:size>.svg": Who.USER,
    "patterns/patterns.pdf": Who.USER,
    "patterns/practices/": Who.USER,
    "patterns/practices/numbers.csv": Who.USER,
    # roll-outs of others look like missing ones
    "patterns/practices/roll-outs/": Who.USER,
    "patterns/practices/roll-outs/new/": Who.MANAGER,
    "patterns/practices/roll-outs/<int:number>/": Who.USER,
    "patterns/practices/roll-outs/<int:number>/stop/": Who.USER,
    "patterns/practices/roll-outs/<int:number>/plan.json": Who.USER,
    "patterns/practices/roll-outs/<int:number>/numbers/<slug:name>.csv": Who.USER,
    "patterns/competitors/": Who.USER,
    "patterns/competitors/numbers.csv": Who.USER,
    "patterns/competitors/<int:rival>/": Who.USER,
    "patterns/competitors/<int:rival>/numbers.csv": Who.USER,
    "patterns/competitors/events/": Who.USER,  # closed to reps: patterns/test_rival_pages.py
    "patterns/competitors/events/<int:act>/remove/": Who.USER,  # closed to reps likewise
    "patterns/criteria/": Who.USER,
    "patterns/criteria/back-test.csv": Who.USER,
    "patterns/criteria/accounts/": Who.USER,
    "patterns/criteria/new/": Who.USER,  # reps are refused there: managers and whoever sees all may change rules
    "patterns/criteria/rules/<slug:name>/": Who.USER,
    "patterns/criteria/deals/<int:deal_id>/": Who.USER,
    "patterns/criteria/deals/<int:deal_id>/withdraw/": Who.USER,
    "imports/": Who.USER,
    "imports/new/": Who.IMPORTER,
    "imports/elsewhere/": Who.ADMINISTRATOR,
    "imports/undo/": Who.IMPORTER,
    "imports/redo/": Who.IMPORTER,
    "imports/feeds/<int:feed_id>/": Who.ADMINISTRATOR,
    "imports/<uuid:pk>/": Who.IMPORTER,
    "imports/<uuid:pk>/files/": Who.IMPORTER,
    "imports/<uuid:pk>/files/add/": Who.IMPORTER,
    "imports/<uuid:pk>/files/<int:number>/remove/": Who.IMPORTER,
    "imports/<uuid:pk>/look/": Who.IMPORTER,
    "imports/<uuid:pk>/found/": Who.IMPORTER,
    "imports/<uuid:pk>/recordings/": Who.IMPORTER,
    "imports/<uuid:pk>/recordings/<int:number>/hear/": Who.IMPORTER,
    "imports/<uuid:pk>/fields/": Who.IMPORTER,
    "imports/<uuid:pk>/fields/mapping.yml": Who.IMPORTER,
    "imports/<uuid:pk>/stages/": Who.IMPORTER,
    "imports/<uuid:pk>/trial/": Who.IMPORTER,
    "imports/<uuid:pk>/trial/rejected.csv": Who.IMPORTER,
    "imports/<uuid:pk>/import/": Who.IMPORTER,
    "imports/<uuid:pk>/import/again/": Who.ADMINISTRATOR,
    "imports/<uuid:pk>/run/": Who.IMPORTER,
    "imports/<uuid:pk>/run/start/": Who.IMPORTER,
    "imports/<uuid:pk>/work/<slug:what>/": Who.IMPORTER,
    "imports/<uuid:pk>/work/<slug:what>/stop/": Who.IMPORTER,
    "imports/<uuid:pk>/throw-away/": Who.IMPORTER,
    "coding/": Who.USER,
    "coding/again/": Who.USER,
    "coding/passages/<slug:key>/": Who.USER,
    "coding/passages/<slug:key>/skip/": Who.USER,
    "coding/passages/<slug:key>/take-back/": Who.USER,
    "coding/agreement/": Who.USER,
    "coding/competitors/": Who.IMPORTER,
    "coding/competitors/names/": Who.IMPORTER,
    "coding/drivers/": Who.USER,
    "coding/driver/<slug:code>/": Who.USER,  # who may change it is tested with the page
    "coding/drivers/new/": Who.IMPORTER,
    "coding/drivers/group/": Who.IMPORTER,
    "coding/drivers/history/": Who.USER,
    "coding/drivers/import/": Who.IMPORTER,
    "coding/drivers/taxonomy.yml": Who.USER,
    "coding/^driver/(?P<code>[a-z0-9_]+)/(?P<way>merge|split|retire|restore)/$": Who.IMPORTER,
    "search/": Who.USER,
    "settings/erasing/": Who.ADMINISTRATOR,
    "settings/erasing/person/<str:side>/<str:number>/": Who.ADMINISTRATOR,
    "settings/erasing/<int:erasure_id>/": Who.ADMINISTRATOR,
    "settings/": Who.ADMINISTRATOR,
    "settings/webhooks/": Who.ADMINISTRATOR,
    "settings/webhooks/new/": Who.ADMINISTRATOR,
    "settings/webhooks/sending/": Who.ADMINISTRATOR,
    "settings/webhooks/<int:number>/": Who.ADMINISTRATOR,
    "settings/webhooks/<int:number>/edit/": Who.ADMINISTRATOR,
    "settings/webhooks/<int:number>/secret/": Who.ADMINISTRATOR,
    "settings/webhooks/<int:number>/switch/": Who.ADMINISTRATOR,
    "settings/webhooks/<int:number>/remove/": Who.ADMINISTRATOR,
    "settings/webhooks/<int:number>/test/": Who.ADMINISTRATOR,
    "settings/webhooks/deliveries/<int:delivery>/": Who.ADMINISTRATOR,
    "settings/webhooks/deliveries/<int:delivery>/again/": Who.ADMINISTRATOR,
    "settings/mail/": Who.ADMINISTRATOR,
    "settings/company/": Who.ADMINISTRATOR,
    "settings/retention/": Who.ADMINISTRATOR,
    "settings/limits/": Who.ADMINISTRATOR,
    "settings/opinion/": Who.ADMINISTRATOR,
    "settings/stages/": Who.ADMINISTRATOR,
    "settings/signals/": Who.ADMINISTRATOR,
    "settings/signals/<str:name>/": Who.ADMINISTRATOR,
    "outgoing/": Who.IMPORTER,
    "outgoing/new/": Who.IMPORTER,
    "outgoing/<int:outgoing_id>/": Who.IMPORTER,
    # jobs: of others they look like missing ones; who may start which is tested with their pages
    "jobs/": Who.USER,
    "jobs/run": Who.USER,
    "jobs/report": Who.USER,
    "jobs/<int:job_id>/": Who.USER,
    "jobs/<int:job_id>/progress": Who.USER,
    "jobs/<int:job_id>/cancel": Who.USER,
    "jobs/<int:job_id>/again": Who.USER,
    "jobs/<int:job_id>/file": Who.USER,
}


def _walk(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in found:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route


ALL = sorted(set(_walk(get_resolver().url_patterns)))


def _make_path(route: str) -> str:
    """An address that the route takes, about something that is not there."""
    if "(signup/|" in route:
        return "/account/signup/"
    path = route.replace("(?P<way>merge|split|retire|restore)", "merge")
    path = re.sub(r"\(\?P<\w+>.*?[+*]\)", "x1", path)
    path = re.sub(r"<int:\w+>", "999999", path)
    path = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", path)
    path = re.sub(r"<\w*:?\w+>", "x1", path)
    return "/" + path.replace("^", "").replace("$", "")


def _ask(client: Client, route: str, method: str) -> int:
    return getattr(client, method)(_make_path(route)).status_code  # type: ignore[no-any-return]


def test_every_route_stands_in_the_table() -> None:
    assert set(ALL) - set(ROUTES) == set(), "new routes: say in ROUTES who may open them"
    assert set(ROUTES) - set(ALL) == set(), "routes that are gone: take them out of ROUTES"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", ALL)
def test_a_stranger_gets_no_further_than_signing_in(stranger: Client, db: None, route: str, method: str) -> None:
    answer = getattr(stranger, method)(_make_path(route))
    who = ROUTES[route]
    if who is Who.NOBODY:
        assert answer.status_code == 404
    elif who is Who.ANYONE:
        assert answer.status_code < 500
    elif who is Who.TOKEN:
        assert answer.status_code in (401, 405)
    elif answer.status_code != 404:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/")


def _may(user: User, who: Who) -> bool:
    if who is Who.ADMINISTRATOR:
        return user.role == "administrator"
    if who is Who.IMPORTER:
        return user.role in {"analyst", "administrator"}
    return who is not Who.MANAGER or user.role in {"manager", "administrator"}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", [Who.ADMINISTRATOR, Who.IMPORTER, Who.MANAGER])
def test_a_page_of_a_role_is_closed_to_the_others(staff: Staff, who: Who, method: str) -> None:
    wrong = []
    for user in (staff.anna, staff.sven, staff.analyst, staff.administrator):
        client = sign_in(user)
        for route in ALL:
            if ROUTES[route] is who:
                status = _ask(client, route, method)
                is_closed = status == 403
                if is_closed == _may(user, who) or status >= 500:
                    wrong.append((user.email, route, status))
    assert wrong == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_open_to_all_breaks_for_nobody(staff: Staff, method: str) -> None:
    wrong = []
    for route in ALL:
        if ROUTES[route] in {Who.USER, Who.NOBODY}:
            status = _ask(sign_in(staff.anna), route, method)  # anew: some of them sign out
            if status >= 500 or (ROUTES[route] is Who.NOBODY and status != 404):
                wrong.append((route, status))
    assert wrong == []
