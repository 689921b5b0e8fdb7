"""The app of this room."""

from django.apps import AppConfig


class PreferencesConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.preferences"
    label = "preferences"
