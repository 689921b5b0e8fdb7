"""Addresses below account/ that go before allauth's: those that are closed here, and the way out to a provider."""

from django.urls import path, re_path

from assay.web.people.views import entering

urlpatterns = [
    # nobody joins without an invitation, and an address is changed by nobody: it says who somebody is
    re_path(
        r"^(signup/|email/|confirm-email/.*|login/code/.*|3rdparty/signup/|social/.*)$",
        entering.show_closed,
        name="closed",
    ),
    path("oidc/<str:provider_id>/login/", entering.leave_for_provider, name="leave_for_provider"),
]
