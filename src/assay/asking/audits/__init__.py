"""Audits: losses drawn at random by the system and judged by people who had no part in them (H1)."""
