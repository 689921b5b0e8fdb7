"""The addresses of this room."""

from django.urls import path

from assay.web.learning.actions import views as actions

urlpatterns = [
    path("", actions.show_actions, name="learning"),
    path("actions/new/", actions.new_action, name="new_action"),
    path("actions/<int:number>/", actions.show_action, name="action"),
    path("actions/<int:number>/done/", actions.do_action, name="do_action"),
    path("actions/<int:number>/drop/", actions.drop_action, name="drop_action"),
    path("actions/<int:number>/edit/", actions.edit_action, name="edit_action"),
]
