"""The addresses of this room."""

from django.urls import path

from assay.web.learning.actions import views as actions
from assay.web.learning.auditing import views as auditing
from assay.web.learning.briefing import views as briefing
from assay.web.learning.meetings import views as meetings
from assay.web.learning.returning import views as returning
from assay.web.learning.sheets import views as sheets

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
    path("meetings/", meetings.show_meetings, name="meetings"),
    path("meetings/<int:number>/", meetings.show_meeting, name="meeting"),
    path("meetings/<int:number>/begin/", meetings.begin_meeting, name="begin_meeting"),
    path("meetings/<int:number>/minutes/", meetings.keep_typed, name="keep_minutes"),
    path("meetings/<int:number>/close/", meetings.close_meeting, name="close_meeting"),
    path("meetings/<int:number>/plan/", meetings.plan_meeting, name="plan_meeting"),
    path("looks/<int:number>/", meetings.look, name="look"),
    path("after/<int:deal_id>/", returning.show_plan, name="after_loss"),
    path("moments/<int:number>/", returning.show_moment, name="moment"),
    path("briefs/<int:deal_id>/", briefing.show_brief, name="call_brief"),
    path("sheets/", sheets.show_sheets, name="sheets"),
    path("sheets/<int:user_id>/", sheets.show_sheet, name="sheet"),
]
