"""The app of this room."""

from django.apps import AppConfig


class ScriptsConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.scripts"
    label = "scripts"

    def ready(self) -> None:
        """Puts what to say onto the page on which a play is prepared."""
        from assay.web.plays.preparing.parts import MORE_PARTS
        from assay.web.scripts.part import show_scripts

        if show_scripts not in MORE_PARTS:
            MORE_PARTS.append(show_scripts)
