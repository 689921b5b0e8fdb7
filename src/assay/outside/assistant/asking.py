"""Asks a running Assay by its API, with the rights of the person whose token is sent."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests

from assay.domain.errors import InputError

#: seconds until an answer is given up
_PATIENCE = 60


@dataclass(frozen=True)
class Api:
    """Where the application runs, and the access token of a person."""

    address: str
    token: str

    def get(self, path: str, **query: Any) -> Any:
        """What the API answers. Raises InputError with what it says is wrong, or where it cannot be reached."""
        given = {name: value for name, value in query.items() if value not in (None, "", [])}
        return self._ask("GET", path, params=given)

    def post(self, path: str, told: dict[str, Any], version: int | None = None) -> Any:
        """What the API answers to what is told. version: of what was read before. Raises InputError likewise."""
        return self._ask("POST", path, version, json=_leave_out_none(told))

    def put(self, path: str, told: dict[str, Any], version: int) -> Any:
        """The same, where what is told takes the place of what stood there."""
        return self._ask("PUT", path, version, json=_leave_out_none(told))

    def patch(self, path: str, told: dict[str, Any], version: int) -> Any:
        """The same, where what is left out or None stays as it was."""
        return self._ask("PATCH", path, version, json=_leave_out_none(told))

    def _ask(self, method: str, path: str, version: int | None = None, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        if version is not None:
            headers["If-Match"] = f'"{version:d}"'
        url = f"{self.address}/api/v1/{path}"
        try:
            answer = requests.request(method, url, headers=headers, timeout=_PATIENCE, allow_redirects=False, **more)
        except requests.RequestException as error:
            raise InputError(
                f"Assay does not answer at {self.address}: {type(error).__name__}.",
                fix="Start it with assay serve, or set ASSAY_URL to where it runs.",
            ) from error
        try:
            told = answer.json()
        except ValueError as error:
            raise InputError(
                f"What answers at {self.address} is not Assay (status {answer.status_code}).",
                fix="Set ASSAY_URL to where Assay runs.",
            ) from error
        if answer.status_code >= 400:
            raise InputError(_say_wrong(told), fix=str(told.get("fix", "")))
        return told


def _say_wrong(told: dict[str, Any]) -> str:
    """The refusal, with each value that is wrong by its name."""
    wrong = [f"{str(one.get('at', '')).split('.')[-1]}: {one.get('what', '')}." for one in told.get("errors") or ()]
    return " ".join([str(told.get("title", "It was refused.")), *wrong])


def _leave_out_none(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}


def open_api(address: str, token: str) -> Api:
    """Raises InputError where the address is none, or no token is given."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{address!r} is no address of Assay.", fix="Set ASSAY_URL, such as http://localhost:8000.")
    if not token:
        raise InputError(
            "There is no access token.", fix="Make one under My settings, Access tokens, and set ASSAY_TOKEN to it."
        )
    return Api(address.rstrip("/"), token)
