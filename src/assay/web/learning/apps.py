"""The app of this room."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.learning"
    label = "learning"

    def ready(self) -> None:
        """Puts what is due onto the page of today, and what followed onto the page of a debrief."""
        from assay.web.debriefs.steps.parts import MORE_PARTS
        from assay.web.home.sections import MORE_SECTIONS
        from assay.web.learning.parts import show_following
        from assay.web.learning.today import list_agreed

        if list_agreed not in MORE_SECTIONS:
            MORE_SECTIONS.append(list_agreed)
        if show_following not in MORE_PARTS:
            MORE_PARTS.append(show_following)
