"""The app of this room."""

from django.apps import AppConfig


class OutgoingConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.outgoing"
    label = "outgoing"
