"""What was typed into a form or stands in an address, read by one rule; whatever is no such thing counts as nothing."""

from django.forms import BaseForm
from django.http import QueryDict


def read_number(typed: str, digits: int = 8) -> int:
    """The whole number of at most so many digits; 0 for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= digits else 0


def read_passage(typed: str, most: int) -> str:
    """At most so many letters, with line ends as they are kept."""
    return typed[:most].replace("\r\n", "\n")


def pick_typed(typed: BaseForm | None, kind: type[BaseForm], version: int) -> BaseForm | None:
    """The form that was sent, if it is of this kind, word for word, over the version of the row that stands now."""
    if not isinstance(typed, kind):
        return None
    data = QueryDict(mutable=True)
    data.update(typed.data)
    data["version"] = str(version)
    typed.data = data
    return typed
