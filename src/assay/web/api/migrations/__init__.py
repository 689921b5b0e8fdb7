"""Migrations of access tokens."""
