"""Migrations of plays."""
