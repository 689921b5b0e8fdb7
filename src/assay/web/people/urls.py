"""The addresses of this room."""

from django.urls import URLPattern, path

from assay.web.people import views

urlpatterns: list[URLPattern] = [path("me", views.show_profile, name="profile")]
