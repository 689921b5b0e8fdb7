"""The addresses of this room."""

from django.urls import include, path, re_path

from assay.web.patterns import views
from assay.web.patterns.paper import send_paper
from assay.web.patterns.practices import send_practices, show_practices

urlpatterns = [
    path("", views.show_section, {"section": "overview"}, name="patterns"),
    re_path(
        r"^(?P<section>groups|time|signals|before|drivers|together|shares|winning|silence|themes|coverage)/$",
        views.show_section,
        name="pattern_section",
    ),
    path("signals/<str:signal>/", views.show_signal, name="pattern_signal"),
    path("drivers/<str:driver>/", views.show_driver, name="pattern_driver"),
    path("numbers/<str:section>/<str:name>.csv", views.send_numbers, name="pattern_numbers"),
    path("drawings/<str:signed>/<str:size>.svg", views.send_drawing, name="pattern_drawing"),
    path("practices/", show_practices, name="pattern_practices"),
    path("practices/numbers.csv", send_practices, name="pattern_practice_numbers"),
    path("practices/roll-outs/", include("assay.web.patterns.rollouts.urls")),
    path("competitors/", include("assay.web.patterns.rivals.urls")),
    path("criteria/", include("assay.web.patterns.criteria.urls")),
    path("patterns.pdf", send_paper, name="pattern_paper"),
]
