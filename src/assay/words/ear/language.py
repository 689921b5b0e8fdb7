"""What the ear says of languages in which it hears less well or not at all."""

from assay.words.text import guess_language

GERMAN_NOTE = "Heard in German by its lists of phrases alone, which is less reliable than in English."
OTHER_NOTE = "Neither English nor German: not heard."


def tell_language(text: str) -> str:
    """ "en", "de" or "other"."""
    return guess_language(text[:4_000])
