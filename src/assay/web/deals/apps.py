"""The app of this room."""

from django.apps import AppConfig


class DealsConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.deals"
    label = "deals"
