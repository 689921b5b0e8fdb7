"""Follow-ups on an answer: fitting to what was said, one question each, and a line that reassures."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assay.words.ear.folding import fold_text
from assay.words.ear.phrases import read_file, read_groups

_MOST = 3


def list_probes(answer: str, kind: str, language: str) -> tuple[str, ...]:
    """Two or three follow-ups: first on how it was said where that is what stands in the way, then on its topic.

    An answer that names a topic and is only vague is asked about the topic first.
    """
    folded = fold_text(answer)
    on_topic = list(_probe_topics(folded, language))
    on_manner = list(_probe_manner(folded, kind, language))
    first = [on_topic[:2], on_manner, on_topic[2:]] if kind == "vague" else [on_manner[:2], on_topic[:1], on_manner[2:]]
    chosen: list[str] = []
    for probe in (probe for part in first for probe in part):
        if probe not in chosen:
            chosen.append(probe)
    return tuple(chosen[:_MOST])


def reassure(kind: str, language: str) -> str:
    """A line that says that nothing will be sold again, as this kind of answer needs it."""
    lines = _entries("reassurance")[0][language]
    if not isinstance(lines, dict):
        raise TypeError("reassurance is not told by kind")
    return str(lines[kind])


def _probe_topics(folded: str, language: str) -> Iterator[str]:
    """The probes of the topics that the answer names, of the one named first the first."""
    named = []
    for topic, entry in read_groups("topics.yml").items():
        if found := _compile_words(topic).search(folded):
            named.append((found.start(), entry["probes"].get(language, entry["probes"]["en"])))
    for _, probes in sorted(named, key=lambda pair: pair[0])[:2]:
        yield from probes[:2]


def _probe_manner(folded: str, kind: str, language: str) -> Iterator[str]:
    for entry in _entries(kind):
        words = entry.get("words")
        if isinstance(words, list) and not re.search(rf"\b(?:{'|'.join(words)})\b", folded):
            continue
        probes = entry.get(language)
        if isinstance(probes, list):
            yield from (str(probe) for probe in probes)


def _entries(kind: str) -> list[Mapping[str, object]]:
    entries = read_file("probes.yml")[kind]
    if not isinstance(entries, list):
        raise TypeError(f"{kind} holds no list")
    return entries


@cache
def _compile_words(topic: str) -> re.Pattern[str]:
    words = [word for words in read_groups("topics.yml")[topic]["words"].values() for word in words]
    return re.compile(rf"\b(?:{'|'.join(words)})\b")
