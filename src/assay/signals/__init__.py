"""One question asked of every deal, one file each, found by its place: `<family>/<name>.py`."""

from assay.signals.discovery import find_signals

__all__ = ["find_signals"]
