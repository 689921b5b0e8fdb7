"""The app of this room."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.learning"
    label = "learning"

    def ready(self) -> None:
        """Puts what is due onto the page of today, what followed onto a debrief's, and what is judged to the record."""
        from assay.web.debriefs.recording import MORE_WAITING
        from assay.web.debriefs.steps.parts import MORE_PARTS
        from assay.web.home.sections import MORE_SECTIONS
        from assay.web.learning.auditing.recording import gather_audits
        from assay.web.learning.parts import show_following
        from assay.web.learning.today import list_agreed

        if list_agreed not in MORE_SECTIONS:
            MORE_SECTIONS.append(list_agreed)
        if show_following not in MORE_PARTS:
            MORE_PARTS.append(show_following)
        if gather_audits not in MORE_WAITING:
            MORE_WAITING.append(gather_audits)
