"""The addresses of this room."""

from django.urls import path

from assay.web.scripts import hearing, views

urlpatterns = [
    path("scripts/", views.show_scripts, name="scripts"),
    path("scripts/<slug:driver>/<slug:language>/", views.show_script, name="one_script"),
    path("scripts/<slug:driver>/<slug:language>/hear/", views.hear_script_part, name="hear_script_part"),
    path("scripts/<slug:driver>/<slug:language>/states/<int:number>/", views.restore, name="restore_script"),
    path("scripts/<slug:driver>/<slug:language>/ours/", views.take_ours, name="take_our_script"),
    path("prepare/<int:deal_id>/hear/", hearing.hear_prepared, name="hear_prepared"),
    path("<int:number>/hear/", hearing.hear_play, name="hear_play"),
]
