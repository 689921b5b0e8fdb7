"""Opinions as they are kept beside the results, and set beside the codes that we had."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assay.store.durable import write_durably
from assay.store.home import Home
from assay.tables.mention import SECOND
from assay.words.second_opinion.asking import Opinion
from assay.words.second_opinion.document import Document
from assay.words.taxonomy.driver import Taxonomy

NOTE = "second opinion of a language model"

#: agrees: it has our driver too.  differs: it has others.  ours: it has none.  theirs: we had left it open
Standing = Literal["agrees", "differs", "ours", "theirs"]


@dataclass(frozen=True)
class Compared:
    """One passage. driver: ours, "" for none.  seconds: the language model's codes, as kept."""

    passage: int
    side: str
    text: str
    driver: str
    seconds: tuple[dict[str, Any], ...]
    standing: Standing


def build_codes(document: Document, opinion: Opinion, taxonomy: Taxonomy) -> list[dict[str, Any]]:
    """The codes as rows for the table `mention`: their quote is the record's own words, at its place in the row."""
    rows = []
    for code in opinion.answer.codes:
        passage = document.passages[code.passage - 1]
        start, end = document.find_original(code.passage, code.start, code.end)
        rows.append(
            {
                "table": passage.table,
                "row_id": passage.row_id,
                "side": passage.side,
                "origin": passage.origin,
                "occurred_at": passage.occurred_at,
                "known_at": passage.known_at,
                "start": start,
                "end": end,
                "quote": passage.text[start - passage.start : end - passage.start],
                "driver": code.driver,
                "theme": code.theme,
                "about": code.about,
                "polarity": code.polarity,
                "coder": "model",
                "coder_id": f"{SECOND}{opinion.coder}+{taxonomy.version}",
                "note": NOTE,
                "passage": code.passage,
                "shown": code.quote,
            }
        )
    return rows


def compare_codes(document: Document, codes: list[dict[str, Any]], taxonomy: Taxonomy) -> list[Compared]:
    """Each passage that one of the two coded, with both."""
    found = []
    for number, (passage, shown) in enumerate(zip(document.passages, document.shown, strict=True), 1):
        seconds = tuple(code for code in codes if code["passage"] == number)
        ours = taxonomy.read_code(passage.driver) if passage.driver else ()
        theirs = {now for code in seconds for now in taxonomy.read_code(code["driver"])}
        if not ours and not theirs:
            continue
        standing: Standing = "agrees"
        if not theirs:
            standing = "ours"
        elif not ours:
            standing = "theirs"
        elif not theirs.intersection(ours):
            standing = "differs"
        found.append(Compared(number, passage.side, shown, passage.driver, seconds, standing))
    return found


def keep_opinion(home: Home, deal_id: int, coder: str, codes: list[dict[str, Any]]) -> Path:
    """Keeps the codes of one coder about one deal, in place of what the same coder said before."""
    folder = home.path / "opinions"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"deal-{deal_id}.json"
    told = _read(path) | {coder: codes}
    write_durably(path, json.dumps(told, ensure_ascii=False, indent=1))
    return path


def list_opinions(home: Home) -> Iterator[dict[str, Any]]:
    """All kept codes, each with its `deal_id`."""
    for path in sorted((home.path / "opinions").glob("deal-*.json")):
        deal_id = int(path.stem.removeprefix("deal-"))
        for codes in _read(path).values():
            yield from ({"deal_id": deal_id, **code} for code in codes)


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    if not path.exists():
        return {}
    found: dict[str, list[dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))
    return found
