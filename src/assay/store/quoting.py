"""Names and texts as SQL, quoted alike for every engine."""


def quote_name(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """An SQL text literal."""
    return "'" + text.replace("'", "''") + "'"
