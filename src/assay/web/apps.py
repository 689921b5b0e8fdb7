"""The app of what all pages share: templates and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web"
    label = "web"
