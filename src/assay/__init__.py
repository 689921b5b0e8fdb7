"""Assay: why deals were lost, and which open ones can still be won."""

__version__ = "0.1.0"
