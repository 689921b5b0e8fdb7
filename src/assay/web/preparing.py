"""The workflow database brought to the state that this version of the application needs."""

from django.core.management import call_command
from django.db import OperationalError, connection

from assay.domain.errors import RetryLater


def prepare_database() -> None:
    """Applies what migrations are missing, and makes the table of the shared cache. Doing it twice changes nothing.

    Raises RetryLater when the database does not answer.
    """
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except OperationalError as error:
        raise RetryLater(
            f"The workflow database ({connection.vendor}) does not answer: {error}.",
            fix="See that it runs and that DATABASE_URL is right, then try once more.",
        ) from error
