"""The app of this room."""

from django.apps import AppConfig


class TiesConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.ties"
    label = "ties"

    def ready(self) -> None:
        """Puts the ways to a buyer onto the page on which a play is prepared."""
        from assay.web.plays.preparing.parts import MORE_PARTS
        from assay.web.ties.part import show_ways

        if show_ways not in MORE_PARTS:
            MORE_PARTS.append(show_ways)
