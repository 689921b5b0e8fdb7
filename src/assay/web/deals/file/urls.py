"""The addresses of one deal."""

from django.urls import path

from assay.web.deals.file import views
from assay.web.deals.like.views import show_like

urlpatterns = [
    path("", views.show_file, name="deal"),
    path("like/", show_like, name="deal_like"),
    path("file.pdf", views.show_paper, name="deal_paper"),
    path("sound/<int:activity_id>/", views.send_sound, name="deal_sound"),
    path("said/<int:utterance_id>/", views.show_said, name="deal_said"),
    path("rows/<slug:table>/<int:row_id>/", views.show_row, name="deal_row"),
]
