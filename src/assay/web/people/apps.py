"""The app of users, teams, grants and the log."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Found by Django through INSTALLED_APPS."""

    name = "assay.web.people"
    label = "people"

    def ready(self) -> None:
        """Begins to watch who signs in."""
        from assay.web.people import watching as watching
