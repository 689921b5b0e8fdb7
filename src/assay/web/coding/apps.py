"""The app of this room."""

from django.apps import AppConfig


class CodingConfig(AppConfig):
    """Found by Django through INSTALLED_APPS. Has codes written into the record when they are due."""

    name = "assay.web.coding"
    label = "coding"

    def ready(self) -> None:
        """Registers what workers see to by themselves."""
        from assay.jobs.turns import do_every
        from assay.web.coding.recording import ask_for_writing

        do_every(60, "codes of people", ask_for_writing)
