"""The app of this room."""

from django.apps import AppConfig


class TiesConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.ties"
    label = "ties"
