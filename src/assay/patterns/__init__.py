"""Patterns across deals: what may be claimed of many deals together. Knows no engine and no pages."""
