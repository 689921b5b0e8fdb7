"""The ways through a user's own pages and through those about people, and the panel of private notes."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from assay.web.frame import Way
from assay.web.people.log_words import write_word
from assay.web.people.private import read_notes

register = template.Library()


@register.simple_tag(takes_context=True)
def own_ways(context: dict[str, Any]) -> list[Way]:
    """The pages about oneself."""
    named = [
        (_("My settings"), reverse("profile"), True),
        (_("Digest and calendar"), reverse("digest"), False),
        (_("Password"), reverse("account_change_password"), False),
        (_("Second factor and passkeys"), reverse("mfa_index"), False),
        (_("Where I am signed in"), reverse("usersessions_list"), False),
        (_("Other ways to sign in"), reverse("socialaccount_connections"), False),
        (_("The log about me"), reverse("own_log"), False),
    ]
    return _mark(context, named)


@register.simple_tag(takes_context=True)
def people_ways(context: dict[str, Any]) -> list[Way]:
    """The pages about everybody that the user may open."""
    named = [(_("Grants"), reverse("grants"), False)]
    if context["request"].user.is_administrator:
        named = [
            (_("Users"), reverse("users"), False),
            (_("Invitations"), reverse("invitations"), False),
            (_("Teams"), reverse("teams"), False),
            *named,
            (_("Log"), reverse("log"), False),
        ]
    return _mark(context, named)


def _mark(context: dict[str, Any], named: list[tuple[str, str, bool]]) -> list[Way]:
    path = context["request"].path
    return [Way(name, to, path == to or (not exact and path.startswith(to))) for name, to, exact in named]


@register.inclusion_tag("people/private_panel.html", takes_context=True)
def private_panel(context: dict[str, Any], deal_id: int) -> dict[str, Any]:
    """The user's own notes on a deal, with forms to change them: shown to nobody else, whatever the role."""
    request = context["request"]
    return {"request": request, "deal_id": deal_id, "notes": read_notes(request.user, deal_id)}


@register.filter
def plain(value: str) -> str:
    """A word of the log as people write it: signed_in is "signed in"."""
    return write_word(value)


#: the first that a browser's own description holds is its name: many also name those that they are like
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser(agent: str) -> str:
    """What a browser says of itself, in short: "Firefox, Windows"; its own words where they are of no known kind."""
    name = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return ", ".join(filter(None, (name, system))) or agent[:60]
