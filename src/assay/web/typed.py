"""What was typed into a form or stands in an address, read by one rule; whatever is no such thing counts as nothing."""


def read_number(typed: str, digits: int = 8) -> int:
    """The whole number of at most so many digits; 0 for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= digits else 0


def read_passage(typed: str, most: int) -> str:
    """At most so many letters, with line ends as they are kept."""
    return typed[:most].replace("\r\n", "\n")
