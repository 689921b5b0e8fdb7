"""Whether anything is sent at all, and to which hosts: settings of the home, off as they come."""

import re

from django.conf import settings

from assay.domain.errors import InputError
from assay.outside.webhooks.targets import Rules
from assay.store.home import Home, open_home

_YES = {"yes", "true", "1"}


def open_own_home() -> Home:
    """The home with its settings as they stand now, as a worker lives longer; those known before if they are broken."""
    try:
        return open_home(str(settings.HOME.path))
    except InputError:
        return settings.HOME


def is_on() -> bool:
    """Whether an administrator has switched webhooks on."""
    return open_own_home().settings.get("webhooks", "").strip().lower() in _YES


def read_hosts(told: str) -> list[str]:
    """The hosts of the own network in a setting, in small letters, each once."""
    return list(dict.fromkeys(one.lower() for one in re.split(r"[,\s]+", told) if one))


def read_rules() -> Rules:
    """Which hosts may be asked."""
    hosts = read_hosts(open_own_home().settings.get("webhook_hosts", ""))
    return Rules(frozenset(hosts), opens_own=settings.DEBUG)
