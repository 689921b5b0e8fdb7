"""Where signing in differs from what allauth does by itself: nobody joins without an invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from assay.web.people.inviting import accept_invitation, find_invitation_for
from assay.web.people.letters import name_company
from assay.web.people.log import note
from assay.web.people.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth bears no types
    """Accounts come from invitations alone; letters name the company."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation has a page of its own."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends a letter whose templates know `company`, in the language of whom it goes to, where that is a user."""
        reader = User.objects.filter(email__iexact=email).first()
        with override(reader.language if reader else get_language()):
            super().send_mail(template_prefix, email, {"company": name_company(), **context})


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth bears no types
    """A provider proves who somebody is; who may work here is said by invitation."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: the address must be that of a user, or of somebody invited, who was taken in before."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Finds whose the proved address is: a user's, or that of somebody invited, who thereby joins.

        Raises ImmediateHttpResponse, with a page that says what to do, where it is nobody's or is not proved.
        """
        addresses = _list_proved(sociallogin)
        if sociallogin.state.get("process") == "connect":
            if not request.user.is_authenticated or request.user.email.casefold() not in addresses:
                _refuse(request, _("That account has another address than yours here."))
            return
        if sociallogin.is_existing:
            return
        if not addresses:
            _refuse(request, _("The provider does not say that your e-mail address is verified."))
        user = User.objects.filter(email__in=addresses).first() or _take_in(request, addresses, sociallogin)
        if user is None:
            _refuse(request, _("Nobody with your address works with Assay here yet."))
        elif user.is_active:
            sociallogin.connect(request, user)
            note(request, "connected", "user", user.pk, user.email, provider=sociallogin.account.provider)
        else:
            _refuse(request, _("Your account here has been closed."))


def _list_proved(sociallogin: Any) -> set[str]:
    """Addresses that the provider says are verified: none where its two answers are about different persons."""
    told = sociallogin.account.extra_data
    userinfo, token = told.get("userinfo") or {}, told.get("id_token") or {}
    if userinfo and token and userinfo.get("sub") != token.get("sub"):
        return set()
    return {address.email.strip().casefold() for address in sociallogin.email_addresses if address.verified is True}


def _take_in(request: HttpRequest, addresses: set[str], sociallogin: Any) -> User | None:
    invitation = find_invitation_for(addresses)
    if invitation is None:
        return None
    told = sociallogin.account.extra_data
    name = invitation.name or (told.get("userinfo") or told.get("id_token") or {}).get("name") or invitation.email
    return accept_invitation(request, invitation, str(name)[:150], password=None)


def _refuse(request: HttpRequest, reason: str) -> None:
    note(request, "refused", "sign_in", what=reason)
    raise ImmediateHttpResponse(render(request, "account/signup_closed.html", {"reason": reason}, status=403))
