"""Filters of templates about deals."""
