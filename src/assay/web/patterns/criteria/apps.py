"""The app of this room."""

from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.patterns.criteria"
    label = "criteria"

    def ready(self) -> None:
        """Puts new deals that rules speak against onto the page of today."""
        from assay.web.home.sections import MORE_SECTIONS
        from assay.web.patterns.criteria.today import list_doubtful

        if list_doubtful not in MORE_SECTIONS:
            MORE_SECTIONS.append(list_doubtful)
