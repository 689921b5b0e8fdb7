"""The app of jobs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Found by Django through INSTALLED_APPS. Loads the module `works` of every app, which registers its kinds."""

    name = "assay.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Registers all kinds of work, and what workers see to by themselves."""
        autodiscover_modules("works")
        from assay.jobs.upkeep import begin_upkeep

        begin_upkeep()
