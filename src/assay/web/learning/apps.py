"""The app of this room."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.learning"
    label = "learning"

    def ready(self) -> None:
        """Puts what is due onto the page of today."""
        from assay.web.home.sections import MORE_SECTIONS
        from assay.web.learning.today import list_agreed

        if list_agreed not in MORE_SECTIONS:
            MORE_SECTIONS.append(list_agreed)
