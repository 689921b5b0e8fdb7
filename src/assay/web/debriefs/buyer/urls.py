"""The addresses of the buyer's own page: nothing else lies below a link."""

from django.urls import path

from assay.web.debriefs.buyer import views

urlpatterns = [
    path("", views.show_start, name="buyer_page"),
    path("language/", views.set_language, name="buyer_language"),
    path("consent/", views.consent, name="buyer_consent"),
    path("questions/<int:place>/", views.show_question, name="buyer_question"),
    path("review/", views.review, name="buyer_review"),
    path("done/", views.show_done, name="buyer_done"),
    path("noted/", views.show_noted, name="buyer_noted"),
    path("time/", views.choose_time, name="buyer_time"),
    path("no/", views.say_no, name="buyer_no"),
    path("remove/", views.remove, name="buyer_remove"),
]
