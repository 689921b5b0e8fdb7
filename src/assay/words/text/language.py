"""Which language a text is in: English, German or another."""

import re

#: "per" is not among those of other languages: "price per seat" is English too
_WORDS = {
    "en": """the and of to in is was were are we our you your they their he she it its that this with for on at not no
    would could have has had but from by an as or which what who when how there than them us i my do did be been""",
    "de": """der die das und oder nicht ist war waren wir uns unser unsere sie ihr ihre es er den dem des ein eine einen
    einem mit für auf im zu zum zur von vom bei nach aus aber auch als wie was wer dass wenn haben hat hatte kein keine
    wurde werden wird sich noch nur sehr zu ich man kann können konnte sind über unter bis gegen ohne weil""",
    "other": """le les des du une est nous vous notre votre pas que qui dans pour avec sur mais el los las una es
    nos con por para pero muy del il gli di che non sono het een niet wij van voor met maar os uma
    não com mas são ett och är inte som på av det og ikke er til jest nie się na że""",
}
_KNOWN = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_TO = "\u024f"


def guess_language(text: str) -> str:
    """en, de or other, by its small words and its script; a text of one or two words is taken for English."""
    words = [word.lower() for word in _WORD.findall(text[:4000])]
    letters = "".join(words)
    if letters and sum(letter > _LATIN_TO for letter in letters) > len(letters) / 2:
        return "other"
    hits = {language: sum(word in known for word in words) for language, known in _KNOWN.items()}
    if hits["de"] == hits["en"] == hits["other"] == 0:
        # "Preis zu hoch" has no small word that English lacks; umlauts tell
        return "de" if re.search("[äöüß]", letters) else "en"
    best = max(hits, key=lambda language: (hits[language], language == "en", language == "de"))
    return best if hits[best] > hits["en"] else "en"
