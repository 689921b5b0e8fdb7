"""The app of this room."""

from django.apps import AppConfig


class ErasingConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.erasing"
    label = "erasing"
