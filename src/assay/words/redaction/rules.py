"""What patterns alone can find: addresses, numbers, links, and people by the words around them."""

import re
from collections.abc import Callable, Iterator

from assay.words.redaction.postal import find_addresses
from assay.words.redaction.salutations import find_addressed
from assay.words.redaction.span import Span

_EMAIL = re.compile(
    r"[\w.+%'’-]*[\w+]@[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w-]+(?: dot [\w-]+)* at [\w-]+ dot [a-z]{2,}\b"
    r"|[\w.+-]+ ?[\[(]at[\])] ?[\w-]+(?: ?(?:\.|[\[(]dot[\])]) ?[\w-]+)+",
    re.IGNORECASE,
)
_LINK = re.compile(r"\b(?:https?|s?ftp|file|mailto|tel|zoommtg|msteams)://?[^\s<>\"]+|\bwww\.[^\s<>\"]+", re.IGNORECASE)
_KEYWORD_SECRET = re.compile(
    r"\b(?:password|passwort|kennwort|passphrase|passcode|pass ?code|pin|zugangscode|api[ _-]?key|access[ _-]?key|"
    r"secret|token|bearer)\b(?:\s+(?:code|number))?\s*(?:is|lautet|ist|:|=)?\s*[\"'“]?(?P<it>[^\s\"'”,;]{4,})",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"(?<![\w/.-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9_-]{19,}(?:\.[\w-]{8,})*(?![\w@])"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?\b", re.IGNORECASE)
_CARD = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")
_ACCOUNT = re.compile(
    r"\b(?:(?:account|acct|a/c|custom(?:er)|kunden|konto|bank)[ -]?(?:number|no\.?|nr\.?|nummer|#)|iban|bic|"
    r"swift(?: code)?|blz|bankleitzahl|routing(?: (?:number|no\.?))?|sort code|kontonummer)\s*"
    r"(?:is|ist|lautet|:|=|#)?\s*(?P<it>[A-Z0-9](?:[ -]?[A-Z0-9]){5,33})(?![\w])",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(
    r"\b(?:social security|ssn|national insurance|ni|passport|pass|reisepass|driving licen[cs]e|tax|vat|ust|steuer|"
    r"personal|ausweis|id[ -]card|insurance)[ -]?(?:number|no\.?|nr\.?|nummer|id|ident)*\.?\s*"
    r"(?:is|ist|lautet|:|=|#)?\s*(?P<it>(?=[\w/ -]*\d)[A-Z0-9][A-Z0-9/-]{5,20})(?!\w)",
    re.IGNORECASE,
)
_SSN = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_VAT = re.compile(
    r"\b(?:ATU|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK)\d{8,12}\b"
)
_NET = re.compile(
    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)|\b[\da-f]{1,4}(?::[0-9a-f]{0,4}){4,7}\b", re.IGNORECASE
)
_PHONE = re.compile(r"(?<![\w.,+-])(?:\+|00)?[(\d][\d\s().\-/]{5,22}\d(?!\w)(?![.,]\d)")
_NANP = re.compile(r"(?:\+?1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}")
_BY_PHONE = re.compile(
    r"(?:phone|tel|telefon|telephone|telefono|mobile|mobil|handy|cell|fax|whatsapp|call|ring|dial|reach\w*|"
    r"(?:his|her|my|their|direct) (?:number|line))\b[^\d\n+(]{0,24}$",
    re.IGNORECASE,
)
_NUMBER_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|a|and"
)
_CURRENCY = (
    r"(?:€|\$|£|¥|₹|USD|EUR|GBP|CHF|SEK|NOK|DKK|PLN|INR|JPY|AUD|CAD|euros?|dollars?|pounds?|francs?|rupees|quid|bucks)"
)
_DIGITS = r"\d[\d.,'’ ]*\d|\d"
_LARGE = r"(?:\s?(?:k|m|mn|mio|bn|thousand|tsd|million|millionen|billion)\b\.?)?"
_AMOUNT = re.compile(
    rf"(?:[A-Z]{{0,2}}[€$£¥₹]|\b(?:USD|EUR|GBP|CHF))\s?(?:{_DIGITS}){_LARGE}(?:\s(?:dollars|euros?)\b)?"
    rf"|(?<![\w.,])(?:{_DIGITS}){_LARGE}\s?{_CURRENCY}(?!\w)"
    rf"|\b(?:{_NUMBER_WORD})(?:[ -](?:{_NUMBER_WORD}))*\s(?:euros?|dollars?|pounds?|francs?)\b",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}'\"’”>"


def find_by_rules(text: str, *, amounts: bool = False) -> Iterator[Span]:
    """Every span that a pattern finds; overlapping ones are told too. amounts: also sums of money."""
    finders: tuple[Callable[[str], Iterator[tuple[int, int, str]]], ...] = (
        _find_links,
        _find_emails,
        _find_secrets,
        _find_bank,
        _find_numbers,
        _find_phones,
        find_addresses,
        find_addressed,
    )
    for finder in finders:
        for start, end, kind in finder(text):
            yield Span(start, end, kind, "rule")
    if amounts:
        for match in _AMOUNT.finditer(text):
            yield Span(match.start(), match.end(), "amount", "rule")


def _find_links(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _LINK.finditer(text):
        yield match.start(), match.start() + len(match.group().rstrip(_TRAILING)), "link"


def _find_emails(text: str) -> Iterator[tuple[int, int, str]]:
    if "@" not in text and " dot " not in text.lower() and not re.search(r"[\[(]at[\])]", text, re.IGNORECASE):
        return  # most texts: the pattern tries every word
    for match in _EMAIL.finditer(text):
        yield match.start(), match.end(), "email"


def _find_secrets(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _KEYWORD_SECRET.finditer(text):
        it = match.group("it").rstrip(_TRAILING)
        if len(it) >= 4 and any(letter.isdigit() for letter in it):
            yield match.start("it"), match.start("it") + len(it), "secret"
    for match in _SECRET.finditer(text):
        if sum(letter.isdigit() for letter in match.group()) >= 3:
            yield match.start(), match.end(), "secret"


def _find_bank(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _IBAN.finditer(text):
        if _is_iban(match.group()) or text[: match.start()].rstrip(" :").lower().endswith("iban"):
            yield match.start(), match.end(), "bank"
    for match in _CARD.finditer(text):
        if _is_card(match.group()):
            yield match.start(), match.end(), "bank"
    for match in _ACCOUNT.finditer(text):
        start, end = _cut_words(text, *match.span("it"))
        if any(letter.isdigit() for letter in text[start:end]) or re.fullmatch(
            r"[A-Z]{6}[A-Z0-9]{2,5}", text[start:end]
        ):
            yield start, end, "bank"


def _cut_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Without words of letters alone that follow a number: "12345678 by Friday"."""
    first = re.match(r"[A-Z]{6}[A-Z0-9]{2,5}\b|[A-Z0-9]*\d[A-Z0-9]*(?:[ -][A-Z0-9]*\d[A-Z0-9]*)*", text[start:end])
    return (start, start + first.end()) if first else (start, start)


def _find_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    for pattern in (_SSN, _VAT):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), "number"
    for match in _NET.finditer(text):
        parts = match.group().split(".")
        if len(parts) == 1 or all(int(part) < 256 for part in parts):
            yield match.start(), match.end(), "number"
    for match in _OWN_NUMBER.finditer(text):
        if sum(letter.isdigit() for letter in match.group("it")) >= 4:
            yield match.start("it"), match.end("it"), "number"


def _find_phones(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _PHONE.finditer(text):
        found = match.group()
        digits = re.sub(r"\D", "", found)
        if not 7 <= len(digits) <= 15 or _DATE.fullmatch(found.strip()) or "\n" in found.strip():
            continue
        if _looks_dialled(found, digits) or _BY_PHONE.search(text[max(0, match.start() - 40) : match.start()]):
            yield match.start(), match.end(), "phone"


def _looks_dialled(found: str, digits: str) -> bool:
    if found.startswith(("+", "00")) or _NANP.fullmatch(found):
        return True
    begins = found.startswith(("0", "(0"))
    return begins and len(digits) >= 9 and not re.fullmatch(r"\d+\.\d+", found)


def _is_card(text: str) -> bool:
    """By the sum of Luhn that ends every card's number."""
    digits = [int(letter) for letter in text if letter.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) if place % 2 else digit for place, digit in enumerate(reversed(digits))]
    return len(set(digits)) > 1 and sum(doubled) % 10 == 0


def _is_iban(text: str) -> bool:
    """By the two check digits of ISO 13616."""
    plain = re.sub(r"[ -]", "", text).upper()
    if not 15 <= len(plain) <= 34:
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
