"""The addresses of this room."""

from django.urls import include, path

from assay.web.deals.listed import saved, views

urlpatterns = [
    path("", views.show_list, name="deals"),
    path("list.csv", views.send_csv, name="deals_csv"),
    path("views/", saved.keep_view, name="keep_view"),
    path("views/<int:view_id>/remove/", saved.remove_view, name="remove_view"),
    path("<int:deal_id>/", include("assay.web.deals.file.urls")),
]
