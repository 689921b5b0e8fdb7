"""The app of this room."""

from django.apps import AppConfig


class PatternsConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.patterns"
    label = "patterns"
