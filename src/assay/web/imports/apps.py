"""The app of this room."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Found by Django through INSTALLED_APPS. Has feeds read when they are due, and what uploads left tidied up."""

    name = "assay.web.imports"
    label = "imports"

    def ready(self) -> None:
        """Registers what workers see to by themselves."""
        from assay.jobs.turns import do_every
        from assay.web.imports import feeding
        from assay.web.imports.tidying import tidy_uploads

        do_every(30, "feeds that are due", feeding.enqueue_due)
        do_every(3600, "left uploads", tidy_uploads)
