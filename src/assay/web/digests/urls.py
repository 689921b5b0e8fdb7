"""The addresses of this room."""

from django.urls import path

from assay.web.digests import views

urlpatterns = [
    path("", views.show_digest, name="digest"),
    path("send/", views.send_digest, name="send_digest"),
    path("calendar/", views.change_feed, name="change_feed"),
    path("calendar/<str:secret>.ics", views.show_calendar, name="calendar_feed"),
    path("stop/<str:signed>/", views.stop_mail, name="stop_mail"),
]
