"""The addresses of this room."""

from django.urls import path

from assay.web.api.views import revoke_token, show_tokens
from assay.web.people.views import grants, invitations, log, private, profile, teams, users

urlpatterns = [
    path("me", profile.show_profile, name="profile"),
    path("me/tokens", show_tokens, name="tokens"),
    path("me/tokens/<int:number>/revoke", revoke_token, name="revoke_token"),
    path("me/log", profile.show_own_log, name="own_log"),
    path("me/sessions/<int:session_id>/end", profile.end_session, name="end_session"),
    path("join/<str:token>", invitations.accept, name="accept_invitation"),
    path("users", users.list_users, name="users"),
    path("users/<int:user_id>", users.change_user, name="user"),
    path("users/<int:user_id>/sellers", users.link_seller, name="link_seller"),
    path("users/<int:user_id>/sellers/<int:link_id>/remove", users.unlink_seller, name="unlink_seller"),
    path("invitations", invitations.list_all, name="invitations"),
    path("invitations/<int:invitation_id>/again", invitations.send_again, name="send_invitation"),
    path("invitations/<int:invitation_id>/revoke", invitations.take_back, name="revoke_invitation"),
    path("teams", teams.list_teams, name="teams"),
    path("teams/proposal", teams.propose, name="propose_teams"),
    path("teams/<int:team_id>", teams.change, name="team"),
    path("teams/<int:team_id>/remove", teams.remove, name="remove_team"),
    path("teams/<int:team_id>/sellers", teams.place, name="place_seller"),
    path("teams/<int:team_id>/sellers/<int:place_id>/remove", teams.take_out, name="unplace_seller"),
    path("grants", grants.list_all, name="grants"),
    path("grants/new", grants.give, name="give_grant"),
    path("grants/<int:grant_id>/revoke", grants.take_back, name="revoke_grant"),
    path("log", log.show_log, name="log"),
    path("log.csv", log.write_log, name="log_csv"),
    path("private/<int:deal_id>", private.show, name="private_notes"),
]
