"""The addresses of what our own people answer."""

from django.urls import path

from assay.web.debriefs.investigating import alone, inviting, together
from assay.web.debriefs.own import showing as own_showing
from assay.web.debriefs.own import views as own
from assay.web.debriefs.peering import views as peering

urlpatterns = [
    path("<int:number>/own/", own.show_own, name="own"),
    path("<int:number>/own/keep/", own.keep, name="own_keep"),
    path("<int:number>/own/requirement/", own.require, name="own_requirement"),
    path("<int:number>/own/beside/", own_showing.show_beside, name="own_beside"),
    path("peer/<int:deal_id>/", peering.ask_peer, name="peer_ask"),
    path("<int:number>/peer/reply/", peering.reply, name="peer_reply"),
    path("<int:number>/peer/end/", peering.end, name="peer_end"),
    path("<int:number>/walk/<int:step>/", peering.show_step, name="walk"),
    path("<int:number>/walk/<int:step>/keep/", peering.keep, name="walk_keep"),
    path("<int:number>/walk/end/", peering.finish, name="walk_end"),
    path("investigate/<int:deal_id>/", inviting.invite, name="investigate"),
    path("<int:number>/alone/", alone.show_alone, name="alone"),
    path("<int:number>/alone/keep/", alone.keep, name="alone_keep"),
    path("<int:number>/alone/vote/", alone.vote, name="alone_vote"),
    path("<int:number>/alone/out/", alone.stay_out, name="stay_out"),
    path("<int:number>/passages/<int:call>/", alone.show_passages, name="passages"),
    path("<int:number>/pins/<int:utterance>/", alone.pin, name="pin_passage"),
    path("<int:number>/together/", together.show_together, name="together"),
    path("<int:number>/together/now/", together.show_now, name="show_now"),
    path("<int:number>/together/finding/", together.write, name="write_finding"),
    path("<int:number>/together/<int:answer>/agree/", together.agree, name="agree"),
    path("<int:number>/together/close/", together.close, name="close_investigation"),
]
