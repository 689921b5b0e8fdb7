"""The addresses of all pages."""

from django.urls import include, path

from assay.web.api.endpoints import list_addresses
from assay.web.health import show_health

urlpatterns = [
    path("health", show_health, name="health"),
    path("account/", include("assay.web.people.account_urls")),
    path("account/", include("allauth.urls")),
    path("people/", include("assay.web.people.urls")),
    path("deals/", include("assay.web.deals.urls")),
    path("digests/", include("assay.web.digests.urls")),
    path("confirming/", include("assay.web.confirming.urls")),
    path("debriefs/", include("assay.web.debriefs.urls")),
    path("learning/", include("assay.web.learning.urls")),
    path("api/v1/", list_addresses()),
    path("plays/", include("assay.web.plays.urls")),
    path("ties/", include("assay.web.ties.urls")),
    path("plays/", include("assay.web.material.urls")),
    path("plays/", include("assay.web.scripts.urls")),
    path("b/<str:secret>/", include("assay.web.debriefs.buyer.urls")),
    path("patterns/", include("assay.web.patterns.urls")),
    path("imports/", include("assay.web.imports.urls")),
    path("coding/", include("assay.web.coding.urls")),
    path("search/", include("assay.web.searching.urls")),
    path("settings/erasing/", include("assay.web.erasing.urls")),
    path("settings/webhooks/", include("assay.web.webhooks.urls")),
    path("settings/", include("assay.web.preferences.urls")),
    path("outgoing/", include("assay.web.outgoing.urls")),
    path("jobs/", include("assay.web.jobs.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("assay.web.home.urls")),
]

handler400 = "assay.web.faults.show_bad_request"
handler403 = "assay.web.faults.show_forbidden"
handler404 = "assay.web.faults.show_missing"
handler500 = "assay.web.faults.show_broken"
