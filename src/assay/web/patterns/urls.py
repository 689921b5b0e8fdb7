"""The addresses of this room."""

from django.urls import path, re_path

from assay.web.patterns import views
from assay.web.patterns.paper import send_paper
from assay.web.patterns.rivals import views as rivals

urlpatterns = [
    path("", views.show_section, {"section": "overview"}, name="patterns"),
    re_path(
        r"^(?P<section>groups|time|signals|before|drivers|together|silence|themes|coverage)/$",
        views.show_section,
        name="pattern_section",
    ),
    path("signals/<str:signal>/", views.show_signal, name="pattern_signal"),
    path("drivers/<str:driver>/", views.show_driver, name="pattern_driver"),
    path("numbers/<str:section>/<str:name>.csv", views.send_numbers, name="pattern_numbers"),
    path("drawings/<str:signed>/<str:size>.svg", views.send_drawing, name="pattern_drawing"),
    path("competitors/", rivals.show_rivals, name="pattern_rivals"),
    path("competitors/numbers.csv", rivals.send_numbers, name="pattern_rival_numbers"),
    path("competitors/events/", rivals.list_acts, name="pattern_rival_acts"),
    path("competitors/events/<int:act>/remove/", rivals.take_act_back, name="pattern_rival_act_back"),
    path("competitors/<int:rival>/", rivals.show_rival, name="pattern_rival"),
    path("competitors/<int:rival>/numbers.csv", rivals.send_numbers, name="pattern_rival_numbers"),
    path("patterns.pdf", send_paper, name="pattern_paper"),
]
