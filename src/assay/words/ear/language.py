"""Which language a text is in, as far as the ear must know: English, German or another."""

import re
import unicodedata

GERMAN_NOTE = "Heard in German by its lists of phrases alone, which is less reliable than in English."
OTHER_NOTE = "Neither English nor German: not heard."

_GERMAN = re.compile(
    r"\b(?:und|nicht|wir|sie|ihr|ihre|ihnen|der|die|das|dem|den|ist|sind|war|waren|haben|hat|hätten|ein|eine|einen|uns|unser|unsere|es|zu|mit|für|auf|aus"
    r"|bei|von|wie|warum|wieso|welche|welcher|wer|wann|kein|keine|auch|aber|nur|sehr|doch|schon|noch|danke|vielen|dank|einfach|leider|ich|mir|mich|ja|nein|preis|zum|zur|im|oder|wurde|würden)\b"
)
_ENGLISH = re.compile(
    r"\b(?:the|and|not|we|you|your|our|was|were|is|are|have|has|had|a|an|us|it|to|with|for|on|from|by|of|how|why|which|who|when|what|no|also|but|only"
    r"|very|thanks|thank|just|i|me|my|yes|did|do|does|that|this|they|their|would|could|price|in|at|or|be|been|if|so)\b"
)
_OTHER = re.compile(
    r"\b(?:le|la|les|des|du|est|et|nous|vous|votre|pas|une|pour|avec|dans|el|los|las|una|que|por|para|con|muy|usted|nuestro|il|gli|che|di|per|non|het|een|niet|van"
    r"|wij|och|inte|för|não|uma|com|está|jest|nie|na|się|merci|gracias|grazie|c'est|était|trop|su|fue|era|mais|mas)\b"
)


def tell_language(text: str) -> str:
    """ "en", "de" or "other"; a few words that are in no list count as English where their letters are Latin."""
    letters = [letter for letter in text[:2_000] if letter.isalpha()]
    latin = sum(1 for letter in letters if unicodedata.name(letter, "").startswith("LATIN"))
    if letters and latin < 0.6 * len(letters):
        return "other"
    low = text[:2_000].lower()
    counts = {"en": len(_ENGLISH.findall(low)), "de": len(_GERMAN.findall(low)), "other": len(_OTHER.findall(low))}
    if re.search(r"[äöüß]", low):
        counts["de"] += 1
    most = max(counts, key=lambda name: counts[name])
    if most == "other":
        return "other" if counts["other"] >= 2 and counts["other"] > counts["en"] else "en"
    return "de" if counts["de"] > counts["en"] and counts["de"] >= counts["other"] else "en"
