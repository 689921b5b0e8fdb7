"""Content lines of a calendar file by RFC 5545, section 3.1: escaped, with parameters, folded at 75 octets."""

from collections.abc import Mapping

#: octets of a line without its end
_WIDTH = 75


def escape_text(text: str) -> str:
    """A value of the type TEXT: backslash, semicolon and comma escaped, line ends as \\n, no other control letters."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(letter for letter in whole if letter in "\n\t" or ord(letter) >= 32 and ord(letter) != 127)
    escaped = kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def quote_parameter(value: str) -> str:
    """The value of a parameter in quotes. What it cannot hold, quotes and line ends, is told by RFC 6868 instead."""
    told = value.replace("^", "^^").replace("\r\n", "\n").replace("\r", "\n").replace("\n", "^n").replace('"', "^'")
    return f'"{"".join(letter for letter in told if ord(letter) >= 32 and ord(letter) != 127)}"'


def write_line(name: str, value: str, parameters: Mapping[str, str] | None = None) -> str:
    """One folded line with its end. value: escaped by the caller where it is TEXT; parameters are quoted here."""
    told = "".join(f";{key}={quote_parameter(one)}" for key, one in (parameters or {}).items())
    return fold_line(f"{name}{told}:{value}")


def fold_line(line: str) -> str:
    """The line in pieces of at most 75 octets, never within a letter; each piece but the first begins with a space."""
    pieces, piece, octets = [], "", 0
    for letter in line:
        length = len(letter.encode())
        if octets + length > _WIDTH:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += letter
        octets += length
    return "\r\n".join([*pieces, piece]) + "\r\n"
