"""The app of this room."""

from django.apps import AppConfig


class DebriefsConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.debriefs"
    label = "debriefs"
