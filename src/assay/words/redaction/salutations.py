"""People by the words around them: greetings, signatures, titles, speakers of a transcript."""

import re
from collections import Counter
from collections.abc import Iterator

from assay.words.redaction.folding import fold, read_common_words, read_name_words

_NAME = r"[^\W\d_][\w'’-]*"
_NAMES = rf"{_NAME}(?:[ \t]+{_NAME}){{0,3}}"
_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|herr|herrn|frau|señor|señora|sra|monsieur|madame|mme|signor|signora)\b\.?"
    rf"[ \t]+(?:(?:dr|prof|ing|med)\b\.?[ \t]+)*(?P<it>{_NAMES})",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^[ \t>]*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|guten (?:tag|morgen|abend)|moin|"
    rf"bonjour|chère|cher|hola|estimad[oa]|ciao|gentile)[ \t]+(?P<it>{_NAMES})(?P<after>[ \t]*[,!.\n]|[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURE = re.compile(
    r"^[ \t>]*(?:(?:best|kind|warm|many)?[ \t]*(?:regards|wishes)|(?:many )?thanks|thank you|cheers|best|sincerely|"
    r"yours|(?:mit )?(?:freundlichen?|besten?|vielen?|herzlichen?|liebe|viele) gr(?:ü|ue?)(?:ß|ss)en?|mfg|vg|lg|danke|"
    rf"cordialement|saludos|un saludo|cordiali saluti)[ \t]*[,.!]?[ \t]*\n{{0,2}}[ \t]*(?P<it>{_NAMES})[ \t]*\.?$",
    re.IGNORECASE | re.MULTILINE,
)
_OWN = re.compile(
    rf"\b(?:my name is|mein name ist|ich heiße|je m['’]appelle|me llamo)[ \t]+(?P<it>{_NAMES})"
    rf"|\b(?:this is|I['’]m|I am|hier ist|hier spricht)[ \t]+(?P<me>{_NAMES})(?=[ \t]+(?:from|of|at|with|von|aus)\b)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    rf"^(?:\[?[\d:.]{{4,12}}\]?[ \t]+)?(?:<v[ \t]+)?(?P<it>{_NAMES})[ \t]*(?:\([^)\n]{{1,40}}\))?[ \t]*[:>]",
    re.MULTILINE,
)
_HEADER = re.compile(
    r"^[ \t>]*(?:to|from|cc|bcc|attendees|participants|teilnehmer|von|an)\b[ \t]*:?[ \t]+(?P<it>[^\n]+)", re.I | re.M
)


def find_addressed(text: str) -> Iterator[tuple[int, int, str]]:
    """Each name that a title, a greeting, a signature or a speaker's label shows to be one."""
    for match in _TITLE.finditer(text):
        yield from _take(text, match.start("it"), match.end("it"), at_most=3, lower=1)
    for match in _GREETING.finditer(text):
        yield from _take(text, match.start("it"), match.end("it"), at_most=3, lower=2)
    for match in _SIGNATURE.finditer(text):
        yield from _take(text, match.start("it"), match.end("it"), at_most=4, lower=2)
    for match in _OWN.finditer(text):
        group = "it" if match.group("it") else "me"
        yield from _take(text, match.start(group), match.end(group), at_most=4, lower=2)
    yield from _find_speakers(text)
    for match in _HEADER.finditer(text):
        for part in re.finditer(_NAMES, match.group("it")):
            if len(part.group().split()) > 1:
                place = match.start("it")
                yield from _take(text, place + part.start(), place + part.end(), at_most=4, lower=0)


def _find_speakers(text: str) -> Iterator[tuple[int, int, str]]:
    """Labels of a transcript: of two words and more, or the same one twice."""
    found = [match for match in _SPEAKER.finditer(text) if match.group("it").split()[0][:1].isupper()]
    often = Counter(match.group("it") for match in found)
    for match in found:
        label = match.group("it")
        is_name = not any(fold(word) in read_common_words() or word.isupper() for word in label.split())
        if (
            is_name
            and (often[label] > 1 or len(label.split()) > 1)
            and all(part[:1].isupper() for part in label.split())
        ):
            yield match.start("it"), match.end("it"), "person"


def _take(text: str, start: int, end: int, *, at_most: int, lower: int) -> Iterator[tuple[int, int, str]]:
    """The beginning of text[start:end] that can be a name: capitals, or up to `lower` words that are no common ones."""
    last = start
    common, names = read_common_words(), read_name_words()
    for count, match in enumerate(re.finditer(_NAME, text[start:end])):
        word = match.group()
        is_capital = word[:1].isupper()
        if (
            count >= at_most
            or (not is_capital and count >= lower)
            or (fold(word) in common and not (is_capital and (count or fold(word) in names)))
        ):
            break
        last = start + match.end()
    if last > start:
        yield start, last, "person"
