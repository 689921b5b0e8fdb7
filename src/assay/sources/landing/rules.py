"""How columns behave on landing, where the general rule does not fit.

General: the last value of the import wins; a column that the sources speak of and leave empty is cleared; one that they
do not speak of keeps its value.
"""

from assay.tables.column import Column, Table

#: Assay may find these by itself, so that an empty value in a source takes nothing away.
KEPT = {
    ("deal", "opened_at"),
    ("activity", "direction"),
    ("activity", "is_automated"),
    ("activity_person", "person_id"),
    ("activity_person", "seller_id"),
    ("activity_person", "side"),
    ("utterance", "person_id"),
    ("utterance", "seller_id"),
    ("utterance", "side"),
    ("person", "seniority"),
    ("person_change", "person_id"),
}

#: Made anew from other columns at every import: no reason to call a row changed.
DERIVED = {
    ("deal", "outcome"),
    ("deal", "closed_at"),
    ("deal", "closed_at_basis"),
    ("deal", "closed_in_batch"),
    ("deal", "history_complete"),
    ("person", "seniority"),
    ("person_change", "seniority"),
    ("person_change", "old_seniority"),
}

#: They say where a row came from, not what it says.
PROVENANCE = {"id", "source", "instance", "source_id", "known_at", "known_at_basis", "import_run", "file_no", "line"}

#: What stands in a required column of which nobody said anything.
_DEFAULTS = {"is_deleted": "false", ("person", "kind"): "'contact'", ("account", "name"): "source_id"}


def default_sql(table: Table, column: Column) -> str | None:
    """SQL for a required column without a value; None when there is nothing that could honestly stand there."""
    if column.required and "unknown" in column.values:
        return "'unknown'"
    return _DEFAULTS.get(column.name) or _DEFAULTS.get((table.name, column.name))


def said_sql(column: Column) -> str:
    """SQL for what a staged value says: "unknown" says nothing."""
    return f"nullif({column.name}, 'unknown')" if "unknown" in column.values else column.name
