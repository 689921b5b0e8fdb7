"""The app of jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.jobs"
    label = "jobs"
