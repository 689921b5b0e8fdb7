"""The addresses of this room."""

from django.urls import path

from assay.web.material import offering, views

urlpatterns = [
    path("offers/", offering.show_offers, name="offers"),
    path("material/", views.show_list, name="material"),
    path("material/new/", views.new_material, name="new_material"),
    path("material/<int:number>/", views.show_one, name="one_material"),
    path("material/<int:number>/edit/", views.edit_material, name="edit_material"),
    path("material/<int:number>/archive/", views.put_away, name="archive_material"),
    path("material/<int:number>/back/", views.bring_back, name="bring_back_material"),
]
