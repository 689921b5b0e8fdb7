"""The addresses of this room."""

from django.urls import path

from assay.web.erasing import views

urlpatterns = [
    path("", views.show_start, name="erasing"),
    path("person/<str:side>/<str:number>/", views.show_plan, name="erasure_plan"),
    path("<int:erasure_id>/", views.show_receipt, name="erasure"),
]
