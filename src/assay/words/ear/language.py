"""Which language the ear takes a text for."""

import re

from assay.words.text import guess_language

_ENOUGH, _SHORT = 4_000, 80
#: umlauts in a word that is no name, or words that ask
_GERMAN = re.compile(
    r"\b[a-zß]*[äöüß][a-zäöüß]*\b|\b(?:[Ww]ozu|[Ww]omit|[Ww]orin|[Ww]arum|[Ww]ieso|[Ww]elche[rsnm]?|genau|Ihnen|Ihre[mnrs]?|damals)\b"
)


def tell_language(text: str) -> str:
    """ "en", "de" or "other"; short German is told by its letters too, as English shares its small words."""
    heard = text[:_ENOUGH]
    guessed = guess_language(heard)
    return "de" if guessed == "en" and len(heard) < _SHORT and _GERMAN.search(heard) else guessed
