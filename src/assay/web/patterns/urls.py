"""The addresses of this room."""

from django.urls import path

from assay.web.patterns import views

urlpatterns = [path("", views.show, name="patterns")]
