"""The addresses of this room."""

from django.urls import path

from assay.web.preferences import views

urlpatterns = [path("", views.show, name="settings")]
