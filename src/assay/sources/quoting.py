"""Names and texts as they stand in SQL."""


def quote_text(text: str) -> str:
    """A text literal."""
    return "'" + text.replace("'", "''") + "'"


def quote_name(name: str) -> str:
    """An identifier."""
    return '"' + name.replace('"', '""') + '"'
