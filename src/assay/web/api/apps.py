"""The app of this room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.api"
    label = "api"
