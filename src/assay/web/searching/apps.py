"""The app of this room."""

from django.apps import AppConfig


class SearchingConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.searching"
    label = "searching"
