"""The app of this room."""

from django.apps import AppConfig


class ConfirmingConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.confirming"
    label = "confirming"

    def ready(self) -> None:
        """Puts deals like a loss onto the page of today, and the one where what was learned helps onto a debrief's."""
        from assay.web.confirming.learned import show_learned
        from assay.web.confirming.today import list_told
        from assay.web.debriefs.steps.parts import MORE_PARTS
        from assay.web.home.sections import FIRST_SECTIONS

        if list_told not in FIRST_SECTIONS:
            FIRST_SECTIONS.append(list_told)
        if show_learned not in MORE_PARTS:
            MORE_PARTS.append(show_learned)
