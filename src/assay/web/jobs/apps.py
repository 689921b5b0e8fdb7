"""The app of the pages of jobs; the jobs themselves are assay.jobs."""

from django.apps import AppConfig


class JobPagesConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.jobs"
    label = "job_pages"
