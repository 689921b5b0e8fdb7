"""Numbers in whatever spelling: 250k, 250.000, 0.25m, a quarter of a million, zweihundertfünfzigtausend."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SCALES = {
    **dict.fromkeys(("k", "thousand", "grand", "tsd", "tausend"), 1e3),
    **dict.fromkeys(("m", "mn", "mio", "mil", "million", "millions", "millionen"), 1e6),
    **dict.fromkeys(("bn", "billion", "billions", "mrd", "milliarde", "milliarden"), 1e9),
    **dict.fromkeys(("hundred", "hundert"), 1e2),
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_MONEY_MARK = r"€|\$|£|¥|₹|eur|usd|gbp|chf|euros?|dollars?|pounds?|franken|francs?"
_GROUPED = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?"
_DIGITS = re.compile(
    rf"(?<![\w.,])(?P<money>(?:{_MONEY_MARK})\s?)?(?P<number>{_GROUPED}|\d+(?:[.,]\d+)?)"
    rf"(?:[ \u00a0-]?(?P<scale>{_SCALE})\b\.?)?(?P<after>\s?(?:{_MONEY_MARK}|%|per ?cent|prozent)(?!\w))?",
    re.IGNORECASE,
)

_ONES = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "quarters": 0.25, "thirds": 1 / 3}
_TOKEN = re.compile(r"[a-zäöüß]+", re.IGNORECASE)

_GERMAN_ONES = {
    "ein": 1, "eins": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16,
    "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50,
    "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_GERMAN_PARTS = (
    (re.compile(r"\b(?:eine[rn]? )?viertel ?million\b|\beine[rn]? viertelmillion\b", re.IGNORECASE), 250_000.0),
    (re.compile(r"\b(?:eine[rn]? )?(?:dreiviertel|drei viertel) ?million\b", re.IGNORECASE), 750_000.0),
    (re.compile(r"\b(?:eine[rn]? )?halbe[rn]? million\b", re.IGNORECASE), 500_000.0),
    (re.compile(r"\b(?:anderthalb|eineinhalb) millionen\b", re.IGNORECASE), 1_500_000.0),
)

_GERMAN = re.compile(r"\b([a-zäöüß]+)(?:\s+(millionen|million|tausend|milliarden|mio))?\b", re.IGNORECASE)
#: smaller ones say nothing by themselves, and "ein" is an article
_LEAST_GERMAN = 13


@dataclass(frozen=True)
class Number:
    """text[start:end] and what it is worth. is_money: a currency stands beside it, or it is large by its scale."""

    start: int
    end: int
    value: float
    is_money: bool


def find_numbers(text: str) -> list[Number]:
    """Every number of a text, in figures or words, English or German, by place."""
    found = [*_find_digits(text), *_find_german_parts(text), *_find_words(text), *_find_german(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Number] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _find_digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        scale = _SCALES.get((match["scale"] or "").casefold(), 1.0)
        value = _read_figure(match["number"], is_scaled=match["scale"] is not None) * scale
        is_money = bool(match["money"]) or bool(re.search(_MONEY_MARK, match["after"] or "", re.IGNORECASE))
        yield Number(match.start(), match.end(), value, is_money or scale >= 1e3)


def _read_figure(number: str, *, is_scaled: bool) -> float:
    """250.000 and 250,000 are one; 0.25, 0,25 and 1.250,50 too. Before "million" 1.250 is one and a quarter."""
    plain = re.sub(r"['’ \u00a0\u202f]", "", number)
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return float(plain)
    behind, marks = plain[last + 1 :], {one for one in plain if one in ".,"}
    many = sum(plain.count(mark) for mark in marks)
    groups = len(behind) == 3 and not (is_scaled and many == 1) and not plain.startswith("0")
    if groups and len(marks) == 1:
        return float(re.sub(r"[.,]", "", plain))
    if many > 1 and len(marks) == 1:
        return float(re.sub(r"[.,]", "", plain))
    return float(re.sub(r"[.,]", "", plain[:last]) + "." + behind)


def _find_german_parts(text: str) -> Iterator[Number]:
    for pattern, value in _GERMAN_PARTS:
        for match in pattern.finditer(text):
            yield Number(match.start(), match.end(), value, is_money=True)


def _find_words(text: str) -> Iterator[Number]:
    """Runs of English number words, such as "two hundred and fifty thousand" and "a quarter of a million"."""
    run: list[re.Match[str]] = []
    end = 0
    for match in _TOKEN.finditer(text):
        word = match.group().casefold()
        joins = run and re.fullmatch(r"[\s-]+", text[end : match.start()])
        if run and not joins:
            yield from _close_run(run)
            run = []
        if word in _ONES or word in _SCALES or word in _PARTS or (run and word in ("and", "of", "point")):
            run.append(match)
        elif run:
            yield from _close_run(run)
            run = []
        end = match.end()
    yield from _close_run(run)


def _close_run(run: list[re.Match[str]]) -> Iterator[Number]:
    words = [match.group().casefold() for match in run]
    while words and words[-1] in ("and", "of", "a", "an", "point"):
        words.pop()
    while words and words[0] in ("and", "of", "k", "m", "mil", "grand"):
        words.pop(0)
        run = run[1:]
    if not words or words in (["a"], ["an"], ["one"], ["half"], ["quarter"], ["third"], ["m"], ["k"]):
        return
    value = _add_words(words)
    if value:
        large = value >= 1e4 or any(_SCALES.get(word, 0) >= 1e3 for word in words)
        yield Number(run[0].start(), run[len(words) - 1].end(), value, is_money=large)


def _add_words(words: list[str]) -> float:
    """The value; 0 for words that are none together."""
    total, current = 0.0, 0.0
    is_part = False
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if word in ("of", "and", "point") or (word in ("a", "an") and (following in _PARTS or current)):
            continue
        if word in _PARTS:
            current = current * _PARTS[word] if word.endswith("s") else current + _PARTS[word]
            is_part = True
        elif word in _ONES:
            current += _ONES[word]
        elif _SCALES[word] == 1e2:
            current = (current or 1) * 1e2
        else:
            total, current, is_part = total + (current or 1) * _SCALES[word], 0.0, False
    return total if is_part else total + current


def _find_german(text: str) -> Iterator[Number]:
    """Compounds such as zweihundertfünfzigtausend, and two words such as zwei Millionen."""
    for match in _GERMAN.finditer(text):
        value = _read_german(match.group(1).casefold().replace("dreiss", "dreiß").replace("fuenf", "fünf"))
        scale = _SCALES.get((match.group(2) or "").casefold(), 1.0)
        if value is not None and (scale > 1 or value >= _LEAST_GERMAN):
            yield Number(
                match.start(), match.end() if match.group(2) else match.end(1), value * scale, value * scale >= 1e3
            )


def _read_german(word: str) -> float | None:
    """A German number word under a million; None for any other word."""
    if "tausend" in word:
        before, _, after = word.partition("tausend")
        thousands = _read_german(before) if before else 1.0
        rest = _read_german(after.removeprefix("und")) if after else 0.0
        return None if thousands is None or rest is None else thousands * 1000 + rest
    if "hundert" in word:
        before, _, after = word.partition("hundert")
        hundreds = _GERMAN_ONES.get(before) if before else 1
        rest = _read_german(after.removeprefix("und")) if after else 0.0
        return None if hundreds is None or rest is None else hundreds * 100.0 + rest
    if word in _GERMAN_ONES:
        return float(_GERMAN_ONES[word])
    ones, und, tens = word.partition("und")
    if und and ones in _GERMAN_ONES and _GERMAN_ONES.get(tens, 0) >= 20 and _GERMAN_ONES[ones] < 10:
        return float(_GERMAN_ONES[ones] + _GERMAN_ONES[tens])
    return None
