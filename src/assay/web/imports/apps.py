"""The app of this room."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.imports"
    label = "imports"
