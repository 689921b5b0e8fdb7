"""The addresses of this room."""

from django.urls import include, path

from assay.web.deals import views

urlpatterns = [
    path("", views.show, name="deals"),
    path("<int:deal_id>/", include("assay.web.deals.file.urls")),
]
