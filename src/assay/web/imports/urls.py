"""The addresses of this room."""

from django.urls import path

from assay.web.imports import views

urlpatterns = [path("", views.show, name="imports")]
