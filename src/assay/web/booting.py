"""Django made ready in a process that is no web server: a command, a worker."""

import os


def boot() -> None:
    """Loads the settings and all apps, once; later calls do nothing.

    Raises InputError when the home or its files cannot be used.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assay.web.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
