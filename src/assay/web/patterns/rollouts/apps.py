"""The app of this room."""

from django.apps import AppConfig


class RollOutsConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.patterns.rollouts"
    label = "rollouts"

    def ready(self) -> None:
        """Puts the days of one's own teams onto the page of today."""
        from assay.web.home.sections import MORE_SECTIONS
        from assay.web.patterns.rollouts.today import list_days

        if list_days not in MORE_SECTIONS:
            MORE_SECTIONS.append(list_days)
