"""The app of this room."""

from django.apps import AppConfig


class DebriefsConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.debriefs"
    label = "debriefs"

    def ready(self) -> None:
        """Puts what is due onto the page of today, and the parts of others onto that of a debrief."""
        from assay.web.debriefs.guides.part import show_part, show_said
        from assay.web.debriefs.listed.today import list_due
        from assay.web.debriefs.listed.untold import list_untold
        from assay.web.debriefs.messages.parts import show_messages
        from assay.web.debriefs.steps.parts import MORE_PARTS
        from assay.web.debriefs.team.parts import add_parts
        from assay.web.home.sections import MORE_SECTIONS

        for section in (list_due, list_untold):
            if section not in MORE_SECTIONS:
                MORE_SECTIONS.append(section)
        for part in (show_part, show_said, show_messages):
            if part not in MORE_PARTS:
                MORE_PARTS.append(part)
        add_parts()
