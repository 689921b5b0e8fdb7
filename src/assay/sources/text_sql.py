"""Pieces of texts, tests of texts and scaled numbers as SQL."""

from collections.abc import Callable

from assay.sources import amounts, cells, language
from assay.sources.values_read import fold_text
from assay.sources.wants import Want
from assay.store.quoting import quote_text


def item_field(name: str, kind: str) -> str:
    """A field of an item, by the kind of list that the item came from."""
    if kind == "columns":
        return "s.item_key" if name == "key" else "s.item"
    if kind == "people":
        return cells.address_sql("s.item") if name == "address" else cells.name_sql("s.item")
    return cells.clean_sql(f"json_extract_string(s.item, {quote_text('$.' + name)})")


def test_sql(test: language.Test, text: str) -> str:
    """Whether a text passes a test; NULL for a missing text, except where that is what is tested."""
    folded = f"lower({text})"
    if test.how == "filled":
        return f"{text} IS {'NOT ' if test.args[0] == 'true' else ''}NULL"
    if test.how == "yes":
        truth = cells.yes_no_sql(text)
        return truth if test.args[0] == "true" else f"NOT {truth}"
    args = [fold_text(arg) for arg in test.args]
    if test.how in ("is", "in"):
        return f"{folded} IN ({', '.join(quote_text(arg) for arg in args)})"
    function = "starts_with" if test.how == "starts" else "contains"
    return "(" + " OR ".join(f"{function}({folded}, {quote_text(arg)})" for arg in args) + ")"


def cut_sql(cut: language.Cut, text: str) -> str:
    """The piece of a text; NULL where there is none."""
    if cut.how == "starts":
        return f"CASE WHEN {' OR '.join(f'starts_with({text}, {quote_text(arg)})' for arg in cut.args)} THEN {text} END"
    if cut.how == "match":
        return f"nullif(trim(regexp_extract({text}, {quote_text(cut.args[0])}, 1)), '')"
    if cut.how in ("first", "last"):
        piece = f"string_split({text}, {quote_text(cut.args[0])})[{1 if cut.how == 'first' else -1}]"
        return f"nullif(trim({piece}), '')"
    plain: dict[str, Callable[[str], str]] = {
        "address": cells.address_sql,
        "name": cells.name_sql,
        "domain": cells.domain_sql,
        "currency": amounts.currency_sql,
        "lower": _lower_sql,
        "list": _list_sql,
    }
    return plain[cut.how](text)


def _lower_sql(text: str) -> str:
    return f"lower({text})"


def _list_sql(text: str) -> str:
    """A JSON list of the pieces between semicolons; a JSON list stays as it is."""
    pieces = f"list_filter([trim(piece) FOR piece IN string_split({text}, ';')], lambda piece: piece <> '')"
    is_list = f"(starts_with({text}, '[') AND json_valid({text}))"
    return f"CASE WHEN {is_list} THEN {text} WHEN {text} IS NOT NULL THEN to_json({pieces})::VARCHAR END"


def scale_sql(number: str, text: str, want: Want, *, plain: bool) -> str:
    """A number in the unit wanted; `plain` says that no value holds a sign, so that none has to be looked for."""
    if want.unit == "inverse":
        return f"(1.0 / nullif({number}, 0))"
    factors = {"ms": "/ 1000.0", "minutes": "* 60", "hours": "* 3600", "days": "* 86400", "percent": "/ 100.0"}
    if want.kind == "whole" and want.unit in (None, "s") and not plain:
        clock = r"^(?:(\d+):)?(\d{1,2}):(\d{2})$"
        part = [f"coalesce(try_cast(regexp_extract({text}, '{clock}', {n}) AS DOUBLE), 0)" for n in (1, 2, 3)]
        seconds = f"{part[0]} * 3600 + {part[1]} * 60 + {part[2]}"
        return f"CASE WHEN regexp_matches({text}, '{clock}') THEN {seconds} ELSE {number} END"
    if want.unit is None and want.kind == "number" and not plain:
        return f"(({number}) / CASE WHEN ends_with({text}, '%') THEN 100.0 ELSE 1 END)"
    return f"(({number}) {factors[want.unit]})" if want.unit in factors else number
