"""The app of this room."""

from django.apps import AppConfig


class MaterialConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.material"
    label = "material"
