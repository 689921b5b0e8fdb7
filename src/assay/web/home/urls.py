"""The addresses of this room."""

from django.urls import path

from assay.web.home import views

urlpatterns = [path("", views.show, name="home")]
