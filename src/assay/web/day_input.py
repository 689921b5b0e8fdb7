"""A day as every form asks for it."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The calendar of the browser, which takes and sends YYYY-MM-DD in every language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"type": "date"} | (attrs or {}), format="%Y-%m-%d")
