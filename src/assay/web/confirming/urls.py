"""The addresses of this room."""

from django.urls import path

from assay.web.confirming import views

urlpatterns = [
    path("notices/<int:number>/", views.open_notice, name="open_notice"),
    path("<int:deal_id>/confirm/", views.confirm, name="confirm_verdict"),
    path("<int:deal_id>/correct/", views.correct, name="correct_verdict"),
    path("<int:deal_id>/take-back/", views.take_back, name="take_back_verdict"),
]
