"""Cells of text as SQL: what counts as empty, what means yes, and Salesforce's two spellings of one id."""

import re

from assay.store.quoting import quote_text

#: spellings of nothing, in lower case
BLANKS = ("", "-", "--", "n/a", "null", "none", "nil", "#n/a", "#value!", "#ref!", "(blank)", "(null)", "<null>")
_OUTER = " \t\r\n\u00a0\u3000\ufeff"

YES = ("true", "yes", "y", "t", "1", "x", "✓", "✔", "on", "ja", "j", "wahr", "oui", "o", "vrai", "si", "sí", "s",
       "verdadero", "sim", "verdadeiro", "vero")  # fmt: skip
NO = ("false", "no", "n", "f", "0", "off", "nein", "falsch", "non", "faux", "falso", "não", "nao")

ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def clean_sql(cell: str) -> str:
    """A cell without outer blanks; NULL when it holds a spelling of nothing.

    Almost every cell is clean already, and a few comparisons of its first and last signs tell so at a quarter of the
    cost of trimming it.
    Where trimming is needed, a pattern tells what is empty: lists of constants in hundreds of columns take minutes to
    plan.
    """
    suspect = " OR ".join(
        (
            f"{cell} < '.'",
            f"{cell} >= '\u00a0'",
            *(f"ends_with({cell}, {quote_text(sign)})" for sign in (" ", "\n", "\t", "\u00a0")),
            *(f"(strlen({cell}) <= 8 AND {cell} >= '{low}' AND {cell} < '{high}')" for low, high in ("<=", "NO", "no")),
        )
    )
    outer = quote_text(_OUTER)
    blank = quote_text(f"(?i){_one_of(BLANKS)}")
    return (
        f"CASE WHEN {suspect} THEN CASE WHEN regexp_full_match(trim({cell}, {outer}), {blank}) THEN NULL "
        f"ELSE trim({cell}, {outer}) END ELSE {cell} END"
    )


def yes_no_sql(text: str) -> str:
    """The BOOLEAN that a text spells in one of several languages; NULL when it spells none."""
    yes, no = (quote_text(_one_of(words)) for words in (YES, NO))
    return (
        f"CASE WHEN {text} IN ('true', '1') THEN true WHEN {text} IN ('false', '0') THEN false "
        f"WHEN regexp_full_match({text}, {yes}, 'i') THEN true "
        f"WHEN regexp_full_match({text}, {no}, 'i') THEN false END"
    )


def _one_of(words: tuple[str, ...]) -> str:
    return "(" + "|".join(re.escape(word) for word in words) + ")"


def salesforce_id_sql(text: str) -> str:
    """The 18-character form of a Salesforce id; anything that is not an id of 15 characters stays as it is.

    The last three characters say, for five characters each, which of them are capitals.
    """
    checks = " || ".join(
        f"substr('{ID_LETTERS}', 1 + "
        + " + ".join(
            f"CASE WHEN substr({text}, {5 * group + bit + 1}, 1) BETWEEN 'A' AND 'Z' THEN {1 << bit} ELSE 0 END"
            for bit in range(5)
        )
        + ", 1)"
        for group in range(3)
    )
    return (
        f"CASE WHEN strlen({text}) = 15 AND regexp_matches({text}, '^[0-9][A-Za-z0-9]{{14}}$') "
        f"THEN {text} || {checks} ELSE {text} END"
    )


def address_sql(text: str) -> str:
    """The e-mail address in a text such as "Name <name@example.com>", in lower case; NULL without one."""
    return f"lower(nullif(regexp_extract({text}, '[^<>\\s,;:\"()]+@[^<>\\s,;:\"()]+'), ''))"


def name_sql(text: str) -> str:
    """The name in a text such as "Name <name@example.com>"; NULL when it is an address alone."""
    bare = f"trim(regexp_replace({text}, '<[^>]*>', ''), ' \"''')"
    return f"CASE WHEN contains({bare}, '@') THEN NULL ELSE nullif({bare}, '') END"


def domain_sql(text: str) -> str:
    """The web domain in an address or URL, in lower case without www."""
    host = f"regexp_replace(regexp_replace(lower({text}), '^[a-z]+://', ''), '^.*@', '')"
    return f"nullif(regexp_replace(regexp_extract({host}, '^[^/?#:\\s]+'), '^www\\.', ''), '')"


def render_sql(kind: str, value: str) -> str:
    """A typed value as stage_history writes it: days YYYY-MM-DD, money and numbers as a plain decimal."""
    if kind == "money":
        return f"regexp_replace(({value})::VARCHAR, '\\.?0+$', '')"
    if kind == "number":
        return f"regexp_replace(({value})::DECIMAL(18,6)::VARCHAR, '\\.?0+$', '')"
    return f"({value})::VARCHAR"
