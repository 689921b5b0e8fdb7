"""The words of a deal with their codes, as the last run left them. Nothing heavy is imported here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Annotated, Any

import duckdb

from assay.reports.choosing import choose_deal
from assay.reports.coding.passage import read_choices
from assay.reports.deal_file import CodedWords, DealFile
from assay.reports.listing import ORIGINS, Listing
from assay.reports.wording import write_day
from assay.runs.results import open_results
from assay.store.home import Home
from assay.tables.mention import OPEN_MENTION
from assay.words.taxonomy import Taxonomy, load_taxonomy

_MENTION = f"""
SELECT m.deal_id, m."table", m.row_id, m.side, m.origin, m.occurred_at, m.quote, coalesce(m.driver, ''),
       coalesce(m.theme, ''), coalesce(m.about, ''), coalesce(c.name, ''), coalesce(m.polarity, ''), m.coder,
       m.confidence, m.choices, coalesce(m.note, '')
FROM mention m LEFT JOIN competitor c ON c.id = m.competitor_id WHERE m.deal_id IN ({{ids}})
  AND {OPEN_MENTION}
ORDER BY m.deal_id, m.occurred_at NULLS FIRST, m."table", m.row_id, m."start\""""

_FIELDS = tuple(field.name for field in fields(CodedWords))
_SIDES = {"rep": "our side", "buyer": "the buyer", "unknown": "side not known"}
_ABOUT = {"us": "about us", "incumbent": "about the incumbent", "buyer": "about the buyer"}


@dataclass(frozen=True)
class CodedView:
    """A coded passage as the loss file shows it."""

    quote: Annotated[str, "the passage"]
    driver: Annotated[str, "name of the driver, Praise where no reason is given, or empty where a person is to choose"]
    choices: Annotated[str, "the three drivers to choose among, or empty"]
    who: Annotated[str, "who coded it, and how sure that is"]
    about: Annotated[str, "about whom, and whether for or against, or empty"]
    said: Annotated[str, "whose words, where and when"]
    anchor: Annotated[str, "its row in this page, or empty"]
    row: Annotated[str, "table and id of its row"]
    note: Annotated[str, "what to know of the code, or empty"]


def read_coded(connection: duckdb.DuckDBPyConnection, deals: Iterable[int]) -> dict[int, list[CodedWords]]:
    """deal_id -> its coded passages, oldest first."""
    ids = ", ".join(str(int(deal)) for deal in deals) or "NULL"
    found: dict[int, list[CodedWords]] = {}
    for row in connection.execute(_MENTION.format(ids=ids)).fetchall():
        found.setdefault(row[0], []).append(_read(row))
    return found


def _read(row: Sequence[Any]) -> CodedWords:
    choices = tuple(choice.driver for choice in read_choices(row[14]))
    return CodedWords(**dict(zip(_FIELDS, row, strict=True)) | {"choices": choices})


def view_coded(words: CodedWords, taxonomy: Taxonomy, anchor: str = "") -> CodedView:
    """Worded for a page or a terminal; codes of an older taxonomy are read through what replaced them."""
    return CodedView(
        quote=words.quote,
        driver="Praise" if words.is_praise else _name(words.driver, taxonomy) if words.driver else "",
        choices="" if words.driver or words.is_praise else ", ".join(_name(code, taxonomy) for code in words.choices),
        who=_say_coder(words),
        about=_say_about(words),
        said=", ".join(part for part in (_say_side(words), _say_origin(words), write_day(words.at)) if part),
        anchor=anchor,
        row=f"{words.table}/{words.row_id}",
        note=words.note,
    )


def list_coded(file: DealFile, listing: Listing, taxonomy: Taxonomy | None) -> tuple[CodedView, ...]:
    """The coded passages of a loss file, each leading to its row there; none where nobody asks for them."""
    if taxonomy is None:
        return ()
    found = []
    for words in file.coded:
        place = listing.places.get((words.table, words.row_id))
        found.append(view_coded(words, taxonomy, place.anchor if place else ""))
    return tuple(found)


def show_words(home: Home, deal_id: str) -> str:
    """Every coded passage of a deal as text for a terminal. Raises InputError as show_deal does."""
    with open_results(home) as results:
        chosen = choose_deal(results.connection, deal_id)
        coded = read_coded(results.connection, [chosen]).get(chosen, [])
        lines = [results.note] if results.note else []
    taxonomy = load_taxonomy(home)
    for words in coded:
        view = view_coded(words, taxonomy)
        lines += [f'"{view.quote}"', f"  {view.driver or 'not coded by itself; choose: ' + view.choices}"]
        lines += [f"  {part}" for part in (view.about, view.who, view.said, view.row, view.note) if part]
    return "\n".join(lines) if coded else "\n".join([*lines, "None of its words says anything of a reason."])


def _name(code: str, taxonomy: Taxonomy) -> str:
    now = taxonomy.read_code(code)
    return " or ".join(taxonomy.by_code[one].name for one in now) or code


def _say_coder(words: CodedWords) -> str:
    if words.coder == "person":
        return "coded by a person"
    if words.coder == "rule":
        return "coded by rule: words of a list"
    if not words.driver and not words.is_praise:
        return "the model is not sure"
    # a second opinion says nothing of how sure it is
    return "coded by the model" + ("" if words.confidence is None else f", {words.confidence:.0%} sure")


def _say_about(words: CodedWords) -> str:
    if words.about == "competitor":
        about = f"about {words.competitor}" if words.competitor else "about a competitor"
    else:
        about = _ABOUT.get(words.about, "")
    direction = words.polarity if words.polarity in ("for", "against", "mixed") else ""
    return ", ".join(part for part in (about, direction) if part)


def _say_side(words: CodedWords) -> str:
    return _SIDES.get(words.side, words.side)


def _say_origin(words: CodedWords) -> str:
    return ORIGINS.get(words.origin, words.origin)
