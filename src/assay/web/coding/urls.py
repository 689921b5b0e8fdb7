"""The addresses of this room."""

from django.urls import path, re_path

from assay.web.coding.views import agreement, drivers, files, reviewing, rivals

urlpatterns = [
    path("", reviewing.show_queue, name="coding"),
    path("again/", reviewing.ask_again, name="coding_again"),
    path("passages/<slug:key>/", reviewing.show_passage, name="coding_passage"),
    path("passages/<slug:key>/skip/", reviewing.skip_passage, name="coding_skip"),
    path("passages/<slug:key>/take-back/", reviewing.take_code_back, name="coding_take_back"),
    path("agreement/", agreement.show_agreement, name="coding_agreement"),
    path("competitors/", rivals.list_rivals, name="coding_rivals"),
    path("competitors/names/", rivals.name_rival, name="coding_rival_names"),
    path("drivers/", drivers.list_drivers, name="coding_drivers"),
    path("drivers/new/", drivers.add_new_driver, name="coding_add_driver"),
    path("drivers/group/", drivers.change_group, name="coding_group"),
    path("drivers/history/", files.show_history, name="coding_history"),
    path("drivers/import/", files.import_taxonomy, name="coding_import"),
    path("drivers/taxonomy.yml", files.export_taxonomy, name="coding_export"),
    path("driver/<slug:code>/", drivers.show_driver, name="coding_driver"),
    re_path(
        r"^driver/(?P<code>[a-z0-9_]+)/(?P<way>merge|split|retire|restore)/$",
        drivers.change_standing,
        name="coding_standing",
    ),
]
