"""The addresses of this room."""

from django.urls import path

from assay.web.searching import views

urlpatterns = [path("", views.show, name="search")]
