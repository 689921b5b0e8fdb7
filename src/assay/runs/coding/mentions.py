"""Every passage of a run's deals that says something of a reason, coded."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assay.runs.clock import Clock
from assay.runs.coding.kept import KeptCodes, KeptMark, key_text, open_kept
from assay.runs.coding.peoples import PersonsCode, read_peoples
from assay.runs.coding.words import Words, gather_words, read_words
from assay.runs.gathering import Gathering
from assay.store.home import Home
from assay.tables.mention import MENTION
from assay.tables.statement_code import NO_REASON
from assay.words.rivals import RivalNames, find_rivals, read_names
from assay.words.taxonomy import Taxonomy, load_taxonomy
from assay.words.text.cleaning import mask_text
from assay.words.text.cleaning import read_words as read_masked

_TYPES = {"id": "int64", "whole": "int64", "time": "int64", "number": "float64"}
_SCHEMA = {column.name: _TYPES.get(column.type, "string") for column in MENTION.columns}

#: texts that are coded and kept together: what a kill may lose
_AT_ONCE = 400

Row = tuple[object, ...]

#: takes a step as it begins, and the share that is done, 0 to 1
Report = Callable[[str, float], None]

#: how the step begins that takes long
CODING = "coding words"


@dataclass
class _Work:
    """What one pass over the words needs. read: texts by now."""

    home: Home
    taxonomy: Taxonomy
    names: RivalNames
    peoples: dict[tuple[int, str, int], list[PersonsCode]]
    coder_id: str
    kept: KeptCodes
    report: Report
    count: int
    read: int = 0


def make_mentions(gathering: Gathering, home: Home, clock: Clock, coder_id: str, report: Report) -> int:
    """Table new_mention of the words of all deals in run_moment; returns how many texts were read.

    coder_id: see name_coder.  Only texts that were not coded before are.  Nothing is lost when it is killed: what was
    coded by then is kept, and the next time goes on from there.
    """
    gathering.local.put("new_mention", _SCHEMA, [])
    count = gather_words(gathering.engine, clock)
    if not count:
        return 0
    gathering.fetch("competitor", {"id": "int64", "name": "string", "aliases": "string", "is_deleted": "boolean"})
    with open_kept(home.path / "words", coder_id) as kept:
        work = _Work(
            home=home,
            taxonomy=load_taxonomy(home),
            names=read_names(gathering.local.connection),
            peoples=read_peoples(gathering.engine, clock),
            coder_id=coder_id,
            kept=kept,
            report=report,
            count=count,
        )
        for part in read_words(gathering.engine):
            rows = list(_code_part(work, part))
            if rows:
                gathering.local.put("some_mention", _SCHEMA, rows)
                gathering.local.connection.execute("INSERT INTO new_mention SELECT * FROM some_mention")
        kept.drop_others()
    return count


def _code_part(work: _Work, words: Sequence[Words]) -> Iterator[Row]:
    for start in range(0, len(words), _AT_ONCE):
        some = words[start : start + _AT_ONCE]
        keys = [key_text(one.text, is_message=one.is_message, is_answer=one.is_answer) for one in some]
        marks = work.kept.find(list(dict.fromkeys(keys)))
        new = {key: one for key, one in zip(keys, some, strict=True) if key not in marks}
        if new:
            work.report(f"{CODING}: text {work.read:,} of {work.count:,}", work.read / work.count)
            marks |= _code_new(work, new)
        work.read += len(some)
        for key, one in zip(keys, some, strict=True):
            yield from _write_rows(work, one, marks[key])


def _code_new(work: _Work, new: dict[bytes, Words]) -> dict[bytes, list[KeptMark]]:
    from assay.words.coding import open_coder
    from assay.words.coding.texts import Written, code_texts

    texts = [Written(one.text, is_message=one.is_message, is_answer=one.is_answer) for one in new.values()]
    found = code_texts(open_coder(work.home), texts)
    coded = {
        key: [
            KeptMark(
                mark.passage.start,
                mark.passage.end,
                mark.code.driver,
                mark.code.theme or "",
                mark.code.tone,
                mark.code.coder,
                mark.code.confidence,
                mark.code.margin,
                tuple((choice.driver, choice.score) for choice in mark.code.choices),
                mark.code.language,
                mark.code.note,
            )
            for mark in marks
        ]
        for key, marks in zip(new, found, strict=True)
    }
    work.kept.keep(coded)
    return coded


def _write_rows(work: _Work, words: Words, marks: Sequence[KeptMark]) -> Iterator[Row]:
    people = work.peoples.get((words.deal_id, words.table, words.row_id), ())
    if not marks and not people:
        return
    masked = mask_text(words.text, is_message=words.is_message)
    for mark in marks:
        if not any(code.covers(mark.start, mark.end) for code in people):
            yield _write_mark(work, words, mark, read_masked(masked[mark.start : mark.end]))
    for code in people:
        if code.driver != NO_REASON:
            start, end = code.start or 0, len(words.text) if code.end is None else code.end
            yield _write_persons(work, words, code, start, end, read_masked(masked[start:end]))


def _write_mark(work: _Work, words: Words, mark: KeptMark, quote: str) -> Row:
    from assay.words.coding.speaking_of import say_of

    found = find_rivals(quote, work.names)
    told = say_of(work.taxonomy, mark.driver, mark.theme or None, mark.tone, quote, side=words.side, found=found)
    # how sure a driver is says nothing of praise
    sure = (None, None) if told.is_praise else (mark.confidence, mark.margin)
    offered = () if told.is_praise and told.about == "us" else mark.choices
    choices = json.dumps([{"driver": driver, "score": score} for driver, score in offered])
    return (
        *(words.deal_id, words.table, words.row_id, words.side, words.origin, words.occurred_at, words.known_at),
        *(mark.start, mark.end, quote, told.driver or None, told.theme, told.about, told.competitor_id, told.polarity),
        *(mark.coder, *sure, choices, work.coder_id, mark.language, mark.note or None),
    )


def _write_persons(work: _Work, words: Words, code: PersonsCode, start: int, end: int, quote: str) -> Row:
    now = work.taxonomy.read_code(code.driver)
    note = None if len(now) == 1 else f"coded as {code.driver}, which the taxonomy no longer has as one driver"
    driver = now[0] if len(now) == 1 else None
    return (
        *(words.deal_id, words.table, words.row_id, words.side, words.origin, words.occurred_at, words.known_at),
        *(start, end, quote, driver, code.theme, code.about, code.competitor_id, code.polarity, "person"),
        *(1.0, None, None, f"a person, taxonomy {code.taxonomy}", None, note),
    )
