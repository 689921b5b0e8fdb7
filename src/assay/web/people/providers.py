"""OpenID Connect providers, as an administrator writes them into providers.toml of the home."""

import tomllib
from pathlib import Path
from typing import Any

from assay.domain.errors import InputError

_WANTED = ("id", "name", "server_url", "client_id", "secret")


def read_providers(path: Path) -> list[dict[str, Any]]:
    """One app for each [[provider]] of the file; none where there is no file.

    A provider has id (lower case, stands in the address), name (on the button), server_url (of its discovery document),
    client_id and secret.  Raises InputError for a file that is no TOML, and for a provider that lacks one of them.
    """
    if not path.exists():
        return []
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not valid TOML: {error}.", fix="Mend that line, or remove the file.") from error
    return [_make_app(path, provider) for provider in told.get("provider", [])]


def _make_app(path: Path, provider: dict[str, Any]) -> dict[str, Any]:
    lacking = [name for name in _WANTED if not isinstance(provider.get(name), str) or not provider[name]]
    if lacking:
        raise InputError(
            f"A [[provider]] in {path} lacks {', '.join(lacking)}.", fix=f"Each needs {', '.join(_WANTED)}, as texts."
        )
    return {
        "provider_id": provider["id"],
        "name": provider["name"],
        "client_id": provider["client_id"],
        "secret": provider["secret"],
        "settings": {"server_url": provider["server_url"], "oauth_pkce_enabled": True},
    }


def find_name(provider_id: str) -> str:
    """The name on the provider's button; the id where there is none of that id."""
    from allauth.socialaccount.adapter import get_adapter

    apps = get_adapter().list_apps(None, provider=provider_id)
    return str(apps[0].name) if apps else provider_id
