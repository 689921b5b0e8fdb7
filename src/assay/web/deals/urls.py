"""The addresses of this room."""

from django.urls import path

from assay.web.deals import views

urlpatterns = [path("", views.show, name="deals")]
