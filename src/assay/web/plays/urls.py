"""The addresses of this room."""

from django.urls import path

from assay.web.plays import views
from assay.web.plays.at_risk import show_at_risk
from assay.web.plays.calling import views as calling
from assay.web.plays.ledger.views import send_ledger, show_ledger
from assay.web.plays.preparing import views as preparing
from assay.web.plays.won_back import show_won_back

urlpatterns = [
    path("", views.show_plays, name="plays"),
    path("at-risk/", show_at_risk, name="at_risk"),
    path("ledger/", show_ledger, name="ledger"),
    path("ledger/ledger.csv", send_ledger, name="ledger_csv"),
    path("won-back/", show_won_back, name="won_back"),
    path("prepare/<int:deal_id>/", preparing.prepare, name="prepare_play"),
    path("<int:number>/", views.show_play, name="play"),
    path("<int:number>/edit/", views.edit_play, name="edit_play"),
    path("<int:number>/drop/", views.drop_play, name="drop_play"),
    path("<int:number>/call/", calling.record_call, name="play_call"),
    path("<int:number>/calls/<int:call>/concern/", calling.choose_concern, name="play_concern"),
    path("<int:number>/play.ics", views.send_calendar, name="play_calendar"),
]
