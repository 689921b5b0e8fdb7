"""The app of this room."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        """Tells administrators on the page of today which addresses are told nothing any more."""
        from assay.web.home.sections import MORE_SECTIONS
        from assay.web.webhooks.today import list_stopped

        if list_stopped not in MORE_SECTIONS:
            MORE_SECTIONS.append(list_stopped)
