"""The app of this room."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.home"
    label = "home"
