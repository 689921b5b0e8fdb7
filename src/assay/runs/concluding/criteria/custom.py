"""Fields of the user's own as facts: those with few words, with numbers, or yes and no, as they stand now."""

import re
from dataclasses import dataclass

from assay.runs.concluding.part import Work
from assay.store.quoting import quote_text

#: words of a field that groups deals; beyond, it names or describes them
_MOST_WORDS = 25

#: share of rows that are filled
_FEWEST_FILLED = 0.2

_CUSTOM_TYPES = {"id": "int64", "account_id": "int64", "custom": "string"}
_KINDS = {"text": "word", "number": "number", "yes_no": "yes_no"}
_YES = "'true', 'yes', 'y', '1', 'x', 'ja', 'wahr'"

#: headings that hold a reference, not a property
_REFERENCE = re.compile(r"(^|[^a-z])id$|Id$|ID$|_id$")


@dataclass(frozen=True)
class OwnField:
    """A field of the user's own. kind: word, number or yes_no."""

    fact: str
    heading: str
    kind: str
    of_account: bool


def list_own_fields(work: Work) -> list[OwnField]:
    """Fields of deals and of accounts that may stand in a rule; none where an earlier day is asked about.

    Tables run_criterion_own_deal and run_criterion_own_account hold them.
    """
    gathering, engine = work.gathering, work.gathering.engine
    is_now = str(work.clock.is_now).lower()
    told = []
    for table, account in (("deal", "account_id"), ("account", "id")):
        engine.make(
            f"run_criterion_own_{table}",
            f"""SELECT id, {account} AS account_id, custom FROM {table}
            WHERE NOT is_deleted AND custom IS NOT NULL AND {is_now}""",
        )
        gathering.fetch(f"run_criterion_own_{table}", _CUSTOM_TYPES)
        told += [
            (table, str(field), str(kind))
            for field, kind in engine.rows(f"SELECT field, type FROM source_field WHERE table_name = '{table}'")
        ]
    return [
        OwnField(f"{table}:{field}", field, _KINDS[kind], table == "account")
        for table, field, kind in sorted(set(told))
        if kind in _KINDS and not _REFERENCE.search(field) and _is_grouping(work, table, field, _KINDS[kind])
    ]


def _is_grouping(work: Work, table: str, field: str, kind: str) -> bool:
    value = _read_value("custom", field)
    ((filled, words, n),) = work.gathering.rows(
        f"SELECT count({value}), count(DISTINCT {value}), count(*) FROM run_criterion_own_{table}"
    )
    return bool(n) and filled >= _FEWEST_FILLED * n and words > 1 and (kind == "number" or words <= _MOST_WORDS)


def lay_own_facts(field: OwnField) -> str:
    """SQL of the rows of criterion_fact."""
    value = _read_value("o.custom", field.heading)
    text, number = value, "NULL::DOUBLE"
    if field.kind == "number":
        text, number = "NULL::VARCHAR", f"TRY_CAST({value} AS DOUBLE)"
    elif field.kind == "yes_no":
        text = f"CASE WHEN lower({value}) IN ({_YES}) THEN 'yes' WHEN {value} IS NOT NULL THEN 'no' END"
    fact = quote_text(field.fact)
    if not field.of_account:
        return f"""SELECT {fact} AS fact, o.id AS deal_id, NULL::BIGINT AS account_id, {text} AS text,
            {number} AS number FROM run_criterion_own_deal AS o JOIN run_criterion_now AS c ON c.deal_id = o.id"""
    return f"""SELECT {fact} AS fact, c.deal_id, CASE WHEN c.deal_id IS NULL THEN o.id END AS account_id,
            {text} AS text, {number} AS number
        FROM run_criterion_own_account AS o JOIN run_criterion_account AS c ON c.account_id = o.id"""


def _read_value(custom: str, field: str) -> str:
    path = quote_text('$."' + field.replace('"', '\\"') + '"')
    return f"nullif(trim(json_extract_string({custom}, {path})), '')"
