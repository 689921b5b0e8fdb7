"""Postal addresses as several countries write them."""

import re
from collections.abc import Iterator

_NO_WORD = r"(?!(?:on|in|at|of|the|and|or|for|to|by|with|from|our|their|his|her|a|an|days?|weeks?|users?|stores?)\b)"
_TAIL_US = r",?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?\b"
_UK_CODE = r"[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b"
_TOWN = r"[A-ZÄÖÜÉ](?:[^\W\d_]|['’-])+\b(?:[ -][A-ZÄÖÜÉ](?:[^\W\d_]|['’-])+\b){0,2}"
_CODE_TOWN = rf"(?:,?\s+(?:[A-Z]{{1,2}}-)?\d{{4,5}}\s+{_TOWN})"
_ROOM = r"(?:(?:unit|suite|flat|apt\.?|apartment|floor|room|building)\s+\w{1,5})"

_ENGLISH = re.compile(
    rf"(?:\b(?i:{_ROOM}),?\s+)?(?<![\w.,])\d{{1,5}}[A-Za-z]?(?:[-–/]\d{{1,4}})?\s+(?i:(?:{_NO_WORD}[^\W\d_][\w'’.-]*\s+){{1,3}}"
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|boulevard|blvd|parkway|pkwy|court|square|terrace|crescent|highway|hwy|"
    rf"quay|mews)\b\.?)(?:,\s*(?i:{_ROOM}))?(?:,\s*{_TOWN}(?:,\s*{_TOWN})?)?(?:,?\s+{_UK_CODE}|{_TAIL_US})?"
)
_GERMAN = re.compile(
    r"\b(?:[A-ZÄÖÜ][\wäöüß.-]*\s)?[A-ZÄÖÜ]?[\wäöüß-]*(?i:straße|strasse|str\.|weg|allee|platz|gasse|ring|damm|ufer|chaussee|"
    rf"steig|markt)\s\d{{1,4}}\s?[a-z]?\b{_CODE_TOWN}?"
)
_FRENCH = re.compile(
    r"\b\d{1,4}(?:\s?(?:bis|ter))?,?\s+(?i:rue|avenue|av\.|boulevard|bd|place|quai|chemin|allée|impasse|cours)\s+"
    rf"(?:(?:de|du|des|de la|de l['’]|d['’]|la|le)\s?)*[A-ZÉÈÀ][\w'’-]+(?:[ -][A-ZÉÈÀ][\w'’-]+)*{_CODE_TOWN}?"
)
_SOUTHERN = re.compile(
    r"\b(?:Via|Viale|Piazza|Corso|Largo|Calle|C/|Avenida|Av\.|Plaza|Paseo|Rua|Travessa|Praça)\s+"
    rf"(?:(?:de|del|della|dello|dei|da|do|dos|la|las|los|di)\s)*[A-ZÁÉÍÓÚ][\w'’.-]+(?:\s[A-ZÁÉÍÓÚ][\w'’.-]+)*,?\s+\d{{1,4}}\w?\b{_CODE_TOWN}?"
)
_DUTCH = re.compile(
    r"\b[A-Z][a-z]+(?:straat|laan|plein|gracht|kade|weg)\s\d{1,4}\s?[a-z]?\b(?:,?\s+\d{4}\s?[A-Z]{2}\s+[A-Z]\w+)?"
)
_BOX = re.compile(r"\b(?:P\.?\s?O\.?\s?Box|Postfach|Boîte postale|BP|Apartado)\s+\d[\d ]{0,7}\d\b", re.IGNORECASE)
_CODES = re.compile(rf"\b{_UK_CODE}|\b{_TOWN},\s[A-Z]{{2}}\s\d{{5}}(?:-\d{{4}})?\b")


def find_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Streets with their numbers, with the town behind them where one stands; boxes; codes that name a street."""
    if not any(letter.isdigit() for letter in text):
        return
    for pattern in (_ENGLISH, _GERMAN, _FRENCH, _SOUTHERN, _DUTCH, _BOX, _CODES):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), "address"
