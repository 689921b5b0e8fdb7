"""The addresses of this room."""

from django.urls import include, path

from assay.web.debriefs.announcing import views as announcing
from assay.web.debriefs.calls import views as calls
from assay.web.debriefs.covering import views as covering
from assay.web.debriefs.guides import template_views as templates
from assay.web.debriefs.guides import views as guides
from assay.web.debriefs.listed import views as listed
from assay.web.debriefs.messages import link_views as links
from assay.web.debriefs.messages import reply_views as replies
from assay.web.debriefs.messages import views as messages
from assay.web.debriefs.steps import views as steps

urlpatterns = [
    path("", include("assay.web.debriefs.team.urls")),
    path("", listed.show_list, name="debriefs"),
    path("coverage/", covering.show_coverage, name="debrief_coverage"),
    path("announce/<int:deal_id>/", announcing.announce, name="announce"),
    path("announce/<int:deal_id>/remove/", announcing.remove, name="remove_announcement"),
    path("<int:number>/", steps.show_debrief, name="debrief"),
    path("<int:number>/accept/", steps.accept, name="debrief_accept"),
    path("<int:number>/asker/", steps.name_asker, name="debrief_asker"),
    path("<int:number>/wish/", steps.wish, name="debrief_wish"),
    path("<int:number>/introduction/", steps.introduce, name="debrief_introduction"),
    path("<int:number>/people/", steps.choose, name="debrief_people"),
    path("<int:number>/asked/", steps.record_asked, name="debrief_asked"),
    path("<int:number>/schedule/", steps.schedule, name="debrief_schedule"),
    path("<int:number>/held/", steps.hold, name="debrief_held"),
    path("<int:number>/close/", steps.close, name="debrief_close"),
    path("<int:number>/decline/", steps.decline, name="debrief_decline"),
    path("<int:number>/take-back/", steps.take_back, name="debrief_take_back"),
    path("<int:number>/guide/", guides.show_guide, name="debrief_guide"),
    path("<int:number>/guide/change/", guides.change_guide, name="debrief_guide_change"),
    path("<int:number>/guide/hear/", guides.hear_own, name="debrief_hear_question"),
    path("<int:number>/guide/<slug:key>/text/", guides.word_question, name="debrief_question"),
    path("<int:number>/guide/<slug:key>/expected/", guides.expect_answer, name="debrief_expected"),
    path("<int:number>/call/", calls.show_call, name="debrief_call"),
    path("<int:number>/call/note/", calls.keep_note, name="debrief_note"),
    path("<int:number>/call/required/", calls.keep_required, name="debrief_required"),
    path("<int:number>/call/who-decides/", calls.keep_who_decides, name="debrief_who_decides"),
    path("<int:number>/call/coming-back/", calls.keep_coming_back, name="debrief_coming_back"),
    path("<int:number>/call/finish/", calls.finish_call, name="debrief_finish_call"),
    path("questions/", templates.show_templates, name="question_templates"),
    path("questions/add/", templates.add_template, name="add_question_template"),
    path("questions/hear/", templates.hear_template, name="hear_question_template"),
    path("questions/<slug:template>/", templates.edit_template, name="question_template"),
    path("questions/<slug:template>/place/", templates.place_template, name="place_question_template"),
    path("<int:number>/messages/<int:person>/<slug:kind>/", messages.show_message, name="debrief_message"),
    path("<int:number>/messages/<int:person>/<slug:kind>/replies/", replies.record_reply, name="debrief_reply"),
    path(
        "<int:number>/messages/<int:person>/<slug:kind>/<str:name>", messages.export_file, name="debrief_message_file"
    ),
    path("<int:number>/replies/<int:reply>/remove/", replies.remove_reply, name="debrief_reply_remove"),
    path("<int:number>/link/<int:person>/", links.give_link, name="debrief_link"),
]
