"""Where tables live: embedded by default, another engine by URL."""

from assay.store.opening import open_engine, open_place

__all__ = ["open_engine", "open_place"]
