"""The app of this room."""

from django.apps import AppConfig


class MaterialConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.material"
    label = "material"

    def ready(self) -> None:
        """Puts what to offer onto the page on which a play is prepared."""
        from assay.web.material.preparing import show_offers
        from assay.web.plays.preparing.parts import MORE_PARTS

        if show_offers not in MORE_PARTS:
            MORE_PARTS.append(show_offers)
