"""The app of this room."""

from django.apps import AppConfig


class PlaysConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.plays"
    label = "plays"

    def ready(self) -> None:
        """Puts plays that are due onto the page of today, and what came back in calls on its way to the record."""
        from assay.web.debriefs.recording import MORE_WAITING
        from assay.web.home.sections import FIRST_SECTIONS, MORE_SECTIONS
        from assay.web.plays.calling.recording import gather_calls
        from assay.web.plays.preparing.parts import MORE_PARTS
        from assay.web.plays.preparing.people import show_people
        from assay.web.plays.preparing.process import show_process
        from assay.web.plays.today import list_due
        from assay.web.plays.won_back import list_won_back

        if list_due not in FIRST_SECTIONS:
            FIRST_SECTIONS.insert(0, list_due)
        if list_won_back not in MORE_SECTIONS:
            MORE_SECTIONS.append(list_won_back)
        MORE_PARTS.extend(make for make in (show_process, show_people) if make not in MORE_PARTS)
        if gather_calls not in MORE_WAITING:
            MORE_WAITING.append(gather_calls)
