"""What a person says about stages: shown as a table, and set."""

import io
from collections.abc import Sequence

from assay.domain.errors import InputError
from assay.sources.deriving.said_classes import say_classes
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
        if say_classes(draft, wanted):
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
