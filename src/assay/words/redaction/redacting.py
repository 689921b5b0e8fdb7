"""Replaces what was found by placeholders that stay the same through one document, and puts it back."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assay.words.redaction.folding import fold, split_name
from assay.words.redaction.model import MISSING, NOT_ENGLISH, load_model
from assay.words.redaction.names import Names
from assay.words.redaction.rules import find_by_rules
from assay.words.redaction.span import KINDS, Span, keep_longest

_HOLDER = re.compile(rf"\[(?:{'|'.join(re.escape(word) for word in KINDS.values())}) \d+\]")
_NO_NAMES = Names()


@dataclass(frozen=True)
class Hidden:
    """A span of the original, and where its placeholder stands in the redacted text."""

    span: Span
    holder: str
    start: int
    end: int


@dataclass(frozen=True)
class Redaction:
    """A text and what may be shown of it. note: what to know of how it was made; mostly empty."""

    original: str
    text: str
    hidden: tuple[Hidden, ...]
    note: str

    @property
    def digest(self) -> str:
        """Of the exact redacted text: what an approval is bound to."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(one.span for one in self.hidden)

    def find_original(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] of the redacted text stands in the original; a placeholder counts as a whole."""
        return self._place(start, is_end=False), self._place(end, is_end=True)

    def _place(self, at: int, *, is_end: bool) -> int:
        moved = 0
        for one in self.hidden:
            if at <= one.start:
                break
            if at < one.end:
                return one.span.end if is_end else one.span.start
            moved = one.span.end - one.end
        return at + moved


def redact(
    text: str,
    names: Names = _NO_NAMES,
    *,
    amounts: bool = False,
    use_model: bool = True,
    also: Iterable[str] = (),
    show: Iterable[str] = (),
) -> Redaction:
    """A text without people, addresses and numbers.

    names: of the record.  amounts: hide sums of money too.  use_model: ask the language model, where it is installed.
    also: words that a person wants hidden wherever they stand.  show: words that a person wants left as they are.
    """
    spans, note = find_spans(text, names, amounts=amounts, use_model=use_model)
    return hide_spans(text, spans, note, also=also, show=show)


def find_spans(
    text: str, names: Names = _NO_NAMES, *, amounts: bool = False, use_model: bool = True
) -> tuple[list[Span], str]:
    """What `redact` finds, overlapping spans among it; and what to know of how it was found, mostly ""."""
    spans = list(find_by_rules(text, amounts=amounts))
    spans += names.find(text)
    spans += _find_domains(text, names)
    model = load_model() if use_model else None
    note = "" if model else MISSING if use_model else "Without the language model, as was asked."
    if model:
        spans += model.find(text)
        note = "" if model.reads(text) else NOT_ENGLISH
    return _repeat(text, spans), note


def hide_spans(
    text: str, spans: Iterable[Span], note: str = "", *, also: Iterable[str] = (), show: Iterable[str] = ()
) -> Redaction:
    """The text without the spans found in it; also, show: as `redact` takes them."""
    shown = {_plain(words) for words in show}
    kept = [one for one in spans if _plain(text[one.start : one.end]) not in shown]
    kept += [one for words in also for one in _find_words(text, words)]
    return _replace(text, keep_longest(text, kept), note)


def restore(text: str, redaction: Redaction) -> str:
    """The words behind the placeholders in `text`: the redacted text itself, or what somebody wrote about it.

    The redacted text gives back the original to the letter; elsewhere a placeholder becomes its fullest spelling.
    """
    if text == redaction.text:
        return redaction.original
    fullest: dict[str, str] = {}
    for one in redaction.hidden:
        words = redaction.original[one.span.start : one.span.end]
        fullest[one.holder] = max(fullest.get(one.holder, ""), words, key=len)
    return restore_by(text, fullest)


def restore_by(text: str, words: Mapping[str, str]) -> str:
    """`text` with each placeholder that `words` has replaced by its words."""
    return _HOLDER.sub(lambda match: words.get(match.group(), match.group()), text)


def _plain(words: str) -> str:
    return " ".join(fold(word) for word in split_name(words)) or words.strip()


def _find_words(text: str, words: str) -> Iterable[Span]:
    if words.strip():
        for match in re.finditer(re.escape(words.strip()), text, re.IGNORECASE):
            yield Span(match.start(), match.end(), "words", "person", _plain(words))


def _find_domains(text: str, names: Names) -> Iterable[Span]:
    for match in re.finditer(r"(?<![\w@.-])(?:[\w-]+\.)+[a-z]{2,}\b", text, re.IGNORECASE):
        plain = match.group().lower().removeprefix("www.")
        if plain in names.domains:
            yield Span(match.start(), match.end(), "link", "crm", plain)


def _repeat(text: str, spans: list[Span]) -> list[Span]:
    """With every further place of a person's full name that was found once: a model sees it here and not there."""
    known = {text[one.start : one.end] for one in spans if one.kind == "person" and one.by != "crm"}
    more = [
        Span(match.start(), match.end(), "person", "rule")
        for name in known
        if len(name.split()) > 1
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    ]
    seen = {(one.start, one.end) for one in spans}
    return spans + [one for one in more if (one.start, one.end) not in seen]


def _replace(text: str, spans: list[Span], note: str) -> Redaction:
    holders = _name_holders(text, spans)
    parts: list[str] = []
    hidden = []
    at = length = 0
    for span in spans:
        before, holder = text[at : span.start], holders[span]
        length += len(before)
        hidden.append(Hidden(span, holder, length, length + len(holder)))
        parts += [before, holder]
        length += len(holder)
        at = span.end
    return Redaction(text, "".join([*parts, text[at:]]), tuple(hidden), note)


def _name_holders(text: str, spans: list[Span]) -> Mapping[Span, str]:
    """The placeholder of each span, one for all spellings of one thing. A number that the text uses is left out."""
    taken = set(_HOLDER.findall(text))
    entities = _join_entities(text, spans)
    holders: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}
    found = {}
    for span in spans:
        which = (span.kind, entities[span])
        while which not in holders:
            counts[span.kind] = counts.get(span.kind, 0) + 1
            holder = f"[{KINDS[span.kind]} {counts[span.kind]}]"
            if holder not in taken:
                holders[which] = holder
        found[span] = holders[which]
    return found


def _join_entities(text: str, spans: list[Span]) -> Mapping[Span, str]:
    """Who each span is. A name alone is the one person of the text whose name holds it, where there is just one."""
    plain = {span: _plain(text[span.start : span.end]) for span in spans}
    told = {plain[span]: span.entity for span in spans if span.entity}
    whole = {words for span, words in plain.items() if span.kind == "person" and " " in words}
    found = {}
    for span, words in plain.items():
        fitting = {told.get(name, name) for name in whole if words in name.split()}
        joined = fitting.pop() if span.kind == "person" and " " not in words and len(fitting) == 1 else words
        found[span] = span.entity or told.get(joined, joined)
    return found
