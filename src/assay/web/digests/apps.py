"""The app of this room."""

from django.apps import AppConfig


class DigestsConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.digests"
    label = "digests"
