"""The addresses of this room."""

from django.urls import path

from assay.web.outgoing import views

urlpatterns = [
    path("", views.list_outgoing, name="outgoing"),
    path("new/", views.make_outgoing, name="make_outgoing"),
    path("<int:outgoing_id>/", views.show_outgoing, name="outgoing_text"),
]
