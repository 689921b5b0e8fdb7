"""What a person says about stages: shown as a table, and set."""

import io
from collections.abc import Sequence

from assay.domain.errors import InputError
from assay.sources.landing.draft import Draft
from assay.sources.landing.landing import derive_rest
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES
from assay.tables.stage import STAGE

CLASSES = STAGE.column("stage_class").values

_SAID_BY = {
    "person": "a person",
    "source": "the source",
    "label": "its name",
}


def list_stages(home: Home) -> str:
    """The stages with their classes, who says so, and how many deals are in each."""
    from rich.console import Console
    from rich.table import Table

    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        rows = connection.execute(_LISTED).fetchall()
    if not rows:
        return "No stages yet: import deals first."
    shown = Table("Pipeline", "Stage", "Class", "Said by", "Deals")
    for pipeline, code, label, stage_class, basis, deals in rows:
        name = code if label in (None, code) else f"{code} ({label})"
        shown.add_row(pipeline or "", name, stage_class, _SAID_BY.get(basis, "nobody"), str(deals))
    page = io.StringIO()
    Console(file=page, width=120).print(shown)
    return page.getvalue() + 'Set a class with: assay stages "STAGE=CLASS"; classes are ' + ", ".join(CLASSES)


_LISTED = """
SELECT s.pipeline, s.code, s.label, s.stage_class, s.class_basis, count(d.id) AS deals
FROM stage s LEFT JOIN deal d ON lower(trim(d.stage)) IN (lower(trim(s.code)), lower(trim(s.label)))
  AND coalesce(d.pipeline, '') = coalesce(s.pipeline, '') AND d.source = s.source AND d.instance = s.instance
  AND NOT d.is_deleted
WHERE NOT s.is_deleted
GROUP BY s.id, s.pipeline, s.code, s.label, s.stage_class, s.class_basis, s.sort_order
ORDER BY s.pipeline, s.sort_order, s.code"""


def set_stages(home: Home, changes: Sequence[str]) -> None:
    """Set classes as a person confirms them, "STAGE=CLASS" each, and derive the outcomes anew, in one commit.

    STAGE is the value or the label, in every pipeline, or "PIPELINE/STAGE".  Raises InputError for an unknown stage or
    class; then nothing is set.
    """
    wanted = [_parse(change) for change in changes]
    place = open_place(home.record, TABLES)
    with place.writing() as commit, open_connection() as connection:
        place.attach(connection)
        draft = Draft(connection, TABLES)
        connection.execute("CREATE TABLE stage_said (id BIGINT, stage_class VARCHAR, class_basis VARCHAR)")
        for stage, stage_class in wanted:
            _note_class(draft, stage, stage_class)
        connection.execute(
            "DELETE FROM stage_said t USING stage s WHERE s.id = t.id AND s.stage_class = t.stage_class"
            " AND s.class_basis = 'person'"
        )
        if draft.patch("stage", "stage_said", ("stage_class", "class_basis")):
            derive_rest(draft)
            for name, relation in draft.changed.items():
                commit.replace(connection, name, f"SELECT * FROM {relation}")
            commit.publish(note="stages " + ", ".join(changes))


def _parse(change: str) -> tuple[str, str]:
    stage, sign, stage_class = change.rpartition("=")
    if not sign or not stage.strip() or stage_class.strip() not in CLASSES:
        raise InputError(
            f"{change!r} is no STAGE=CLASS; expected a class among {', '.join(CLASSES)}.",
            fix='Write for instance "Contract sent=open".',
        )
    return stage.strip(), stage_class.strip()


def _note_class(draft: Draft, stage: str, stage_class: str) -> None:
    rows = draft.connection.execute(
        """SELECT id FROM stage WHERE NOT is_deleted AND lower(trim($stage)) IN (lower(trim(code)), lower(trim(label)),
           lower(pipeline || '/' || code), lower(pipeline || '/' || label))""",
        {"stage": stage},
    ).fetchall()
    if not rows:
        codes = draft.connection.execute("SELECT DISTINCT code FROM stage WHERE NOT is_deleted ORDER BY 1").fetchall()
        known = ", ".join(code for (code,) in codes) or "none yet"
        raise InputError(f"There is no stage {stage!r}; the stages are {known}.", fix="Write one of these.")
    ids = [stage_id for (stage_id,) in rows]
    draft.connection.execute("DELETE FROM stage_said WHERE id IN (SELECT unnest(?::BIGINT[]))", [ids])
    draft.connection.execute("INSERT INTO stage_said SELECT unnest(?::BIGINT[]), ?, 'person'", [ids, stage_class])
