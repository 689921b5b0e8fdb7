"""The addresses of this room."""

from django.urls import path

from assay.web.ties.views import show_ties

urlpatterns = [path("<int:deal_id>/", show_ties, name="ties")]
