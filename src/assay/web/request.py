"""What a view is handed: who asks, and what that person may see."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from assay.reports.catalogue.scope import Scope
    from assay.web.people.models import User


class Request(HttpRequest):
    """A request by somebody signed in: the middleware lets no other through to a view, unless the view says so.

    scope: the deals that the user may see.  htmx: truthy where a part of a page is asked for.
    """

    user: "User"
    scope: "Scope"
    htmx: "HtmxDetails"
