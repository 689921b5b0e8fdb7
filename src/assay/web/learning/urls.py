"""The addresses of this room."""

from django.urls import path

from assay.web.learning.actions import views as actions
from assay.web.learning.auditing import views as auditing

urlpatterns = [
    path("", actions.show_actions, name="learning"),
    path("actions/new/", actions.new_action, name="new_action"),
    path("actions/<int:number>/", actions.show_action, name="action"),
    path("actions/<int:number>/done/", actions.do_action, name="do_action"),
    path("actions/<int:number>/drop/", actions.drop_action, name="drop_action"),
    path("actions/<int:number>/edit/", actions.edit_action, name="edit_action"),
    path("audits/", auditing.show_audits, name="audits"),
    path("audits/draws/<int:number>/", auditing.show_draw, name="audit_draw"),
    path("audits/<int:number>/", auditing.show_audit, name="audit"),
    path("audits/<int:number>/keep/", auditing.keep_audit, name="keep_audit"),
    path("audits/<int:number>/refuse/", auditing.refuse_audit, name="refuse_audit"),
]
