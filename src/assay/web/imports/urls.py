"""The addresses of this room."""

from django.urls import path

from assay.web.imports.views import choosing, doing, feeds, recordings, starting, undoing

urlpatterns = [
    path("", starting.show, name="imports"),
    path("new/", starting.begin, name="begin_import"),
    path("elsewhere/", starting.begin_elsewhere, name="begin_elsewhere"),
    path("undo/", undoing.undo, name="undo_import"),
    path("redo/", undoing.redo, name="redo_import"),
    path("feeds/<int:feed_id>/", feeds.change_feed, name="change_feed"),
    path("<uuid:pk>/", starting.show_draft, name="draft"),
    path("<uuid:pk>/files/", starting.show_files, name="draft_files"),
    path("<uuid:pk>/files/add/", starting.add_files, name="add_files"),
    path("<uuid:pk>/files/<int:number>/remove/", starting.remove_one, name="remove_file"),
    path("<uuid:pk>/look/", starting.look, name="draft_look"),
    path("<uuid:pk>/found/", choosing.show_found, name="draft_found"),
    path("<uuid:pk>/recordings/", recordings.show_recordings, name="draft_recordings"),
    path("<uuid:pk>/recordings/<int:number>/hear/", recordings.hear_recording, name="hear_recording"),
    path("<uuid:pk>/fields/", choosing.show_fields, name="draft_fields"),
    path("<uuid:pk>/fields/mapping.yml", doing.send_mapping, name="draft_mapping"),
    path("<uuid:pk>/stages/", choosing.show_stages, name="draft_stages"),
    path("<uuid:pk>/trial/", doing.show_trial, name="draft_trial"),
    path("<uuid:pk>/trial/rejected.csv", doing.send_rejected, name="draft_rejected"),
    path("<uuid:pk>/import/", doing.show_import, name="draft_import"),
    path("<uuid:pk>/import/again/", feeds.begin_feed, name="begin_feed"),
    path("<uuid:pk>/run/", doing.show_run, name="draft_run"),
    path("<uuid:pk>/run/start/", doing.start_run, name="start_run"),
    path("<uuid:pk>/work/<slug:what>/", doing.show_progress, name="draft_work"),
    path("<uuid:pk>/work/<slug:what>/stop/", doing.stop, name="stop_work"),
    path("<uuid:pk>/throw-away/", starting.throw_away, name="throw_away"),
]
