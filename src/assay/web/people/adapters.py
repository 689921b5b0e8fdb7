"""Where signing in differs from what allauth does by itself: nobody joins without an invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth bears no types
    """Accounts come from invitations alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation has a page of its own."""
        return False


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth bears no types
    """A provider proves who somebody is; who may work here is said by invitation."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: the address must be that of a user who was invited."""
        return False
