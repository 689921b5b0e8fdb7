"""The app of this room."""

from django.apps import AppConfig


class ConfirmingConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.confirming"
    label = "confirming"

    def ready(self) -> None:
        """Puts deals like a loss that was understood onto the page of today."""
        from assay.web.confirming.today import list_told
        from assay.web.home.sections import MORE_SECTIONS

        if list_told not in MORE_SECTIONS:
            MORE_SECTIONS.insert(0, list_told)
