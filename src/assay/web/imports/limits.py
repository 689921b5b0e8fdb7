"""How much may be uploaded, and what may be read from elsewhere: settings of the home, with defaults."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.store.home import Home

_GB = 1 << 30


@dataclass(frozen=True)
class Limits:
    """Bytes of one file and of one import; folders below which files are read; whether private addresses are asked."""

    file: int
    whole: int
    folders: tuple[Path, ...]
    private: bool


def read_limits(home: Home) -> Limits:
    """As assay.toml says. Raises InputError for a size that is no number."""
    get = home.settings.get
    folders = tuple(Path(part.strip()).resolve() for part in get("import_folders", "").split(":") if part.strip())
    return Limits(
        file=_read_size(get("import_file_gb", ""), 2),
        whole=_read_size(get("import_gb", ""), 5),
        folders=folders,
        private=get("import_private_addresses", "").strip().lower() in {"yes", "true", "1"},
    )


def _read_size(text: str, default: float) -> int:
    try:
        size = float(text) if text else default
    except ValueError as error:
        raise InputError(
            _("The setting of a size holds %(text)r; it should be a number of gigabytes.") % {"text": text},
            fix=_("Write for instance 2 or 0.5."),
        ) from error
    return int(size * _GB)
