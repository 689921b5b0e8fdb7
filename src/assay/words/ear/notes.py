"""What the ear says beside what it heard: of the language, of a text cut short, and of the model."""

from assay.words.ear.model import Embeds

GERMAN_NOTE = "Heard in German by its lists of phrases alone, which is less reliable than in English."
OTHER_NOTE = "Neither English nor German: not heard."


def tell_note(text: str, language: str, embedder: Embeds | None, most: int) -> str:
    """What a person has to know of how `text` was heard, of which `most` letters were; mostly empty."""
    notes = [GERMAN_NOTE] if language == "de" else []
    if len(text) > most:
        notes.append(f"Only the first {most:,} letters were heard.")
    if embedder is not None and embedder.note:
        notes.append(embedder.note)
    return " ".join(notes)
