"""The addresses of competitors."""

from django.urls import path

from assay.web.patterns.rivals import views

urlpatterns = [
    path("", views.show_rivals, name="pattern_rivals"),
    path("numbers.csv", views.send_numbers, name="pattern_rival_numbers"),
    path("narrowing.csv", views.send_narrowing, name="pattern_rival_narrowing"),
    path("events/", views.list_acts, name="pattern_rival_acts"),
    path("events/<int:act>/remove/", views.take_act_back, name="pattern_rival_act_back"),
    path("<int:rival>/", views.show_rival, name="pattern_rival"),
    path("<int:rival>/numbers.csv", views.send_numbers, name="pattern_rival_numbers"),
]
