"""Words for the e-mails and notes of everyday deals, put together from the phrase files in `texts/`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assay.sample.cast import Contact, Person
from assay.sample.dice import Dice
from assay.sample.texts import read_phrases, read_table

LANGUAGES = ("en", "de", "fr")


@dataclass(frozen=True)
class Topic:
    """Something that buyers of such goods ask about, by its theme and its name in each language."""

    theme: str
    names: Mapping[str, str]


@lru_cache(maxsize=1)
def read_topics() -> tuple[Topic, ...]:
    """Everything that buyers ask about."""
    return tuple(Topic(theme, dict(zip(LANGUAGES, names, strict=True))) for theme, *names in read_table("topics"))


class Voice:
    """Speaks for one deal. `facts` fill the slots of the phrases and may change while the deal goes on."""

    def __init__(self, dice: Dice, language: str, facts: dict[str, str], topics: Iterable[Topic]) -> None:
        self._dice = dice
        self.language = language
        self.facts = facts
        self.topics = tuple(topics)

    def mail(self, kind: str, sender: Person, to: Person, language: str | None = None) -> tuple[str, str]:
        """Subject and body of an e-mail of a kind."""
        language = language or self.language
        if f"{kind}.subject" not in read_phrases(f"mails_{language}"):
            language = "en"
        phrases = read_phrases(f"mails_{language}")
        slots = self._slots(language) | {"first": to.given, "me": sender.given}
        subject = self._say(phrases[f"{kind}.subject"], slots)
        parts = [
            self._say(phrases[f"{kind}.{part}"], slots)
            for part in ("open", "middle", "close")
            if f"{kind}.{part}" in phrases
        ]
        greeting = self._say(phrases["greeting"], slots)
        sign = self._say(phrases["buyer.sign" if isinstance(sender, Contact) else "seller.sign"], slots)
        gap = "\n\n" if self._dice.chance(0.6) else " "
        return subject, f"{greeting}\n\n{gap.join(parts)}\n\n{sign}"

    def note(self, kind: str, buyer: Person | None = None) -> str:
        """What a seller puts down after a call or a meeting."""
        phrases = read_phrases("notes_en")
        slots = self._slots("en") | {"first": buyer.given if buyer else "they", "who": buyer.name if buyer else "they"}
        text = self._say(phrases[kind], slots)
        more = phrases.get(f"{kind}.more")
        return f"{text} {self._say(more, slots)}" if more and self._dice.chance(0.6) else text

    def headline(self, kind: str) -> str:
        """Subject line of a call, meeting or task."""
        return self._say(read_phrases("notes_en")[f"{kind}.subject"], self._slots("en"))

    def _slots(self, language: str) -> dict[str, str]:
        topic, other = self._dice.several(self.topics, 2)
        local = {"topic": topic.names[language], "other": other.names[language]}
        if language != "en":
            local["sample"] = self.facts[f"sample_{language}"]
        return self.facts | local

    def _say(self, phrases: tuple[str, ...], slots: Mapping[str, str]) -> str:
        return self._dice.pick(phrases).format_map(slots)
