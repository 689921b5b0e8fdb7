"""Whole numbers as a form or an address sends them: whatever else is sent there is no error, and no number."""

import re

from assay.web.request import Request

_VERSION, _ID = re.compile(r"[0-9]{1,9}"), re.compile(r"-?[0-9]{1,19}")


def read_version(request: Request, name: str = "seen") -> int:
    """The version on the page from which a form was sent; 0 for anything else."""
    typed = request.POST.get(name, "")
    return int(typed) if _VERSION.fullmatch(typed) else 0


def read_id(typed: str) -> int | None:
    """The id of a row of the record, which may be below 0; None for anything else."""
    if not _ID.fullmatch(typed):
        return None
    number = int(typed)
    return number if -(2**63) <= number < 2**63 else None
