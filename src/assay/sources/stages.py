"""What a person says about stages: shown as a table, and set."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from assay.domain.errors import InputError
from assay.sources.deriving.said_classes import say_classes
from assay.sources.landing.draft import Draft
from assay.sources.landing.landing import derive_rest
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES
from assay.tables.stage import STAGE

#: deals named of all whose outcome would change
MOST_NAMED = 200

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

    rows = read_stages(home)
    if not rows:
        return "No stages yet: import deals first."
    shown = Table("Pipeline", "Stage", "Class", "Said by", "Deals")
    for _, pipeline, code, label, stage_class, basis, deals in rows:
        name = code if label in (None, code) else f"{code} ({label})"
        shown.add_row(pipeline or "", name, stage_class, _SAID_BY.get(basis or "", "nobody"), str(deals))
    page = io.StringIO()
    Console(file=page, width=120).print(shown)
    return page.getvalue() + 'Set a class with: assay stages "STAGE=CLASS"; classes are ' + ", ".join(CLASSES)


def read_stages(home: Home) -> list[tuple[int, str | None, str, str | None, str, str | None, int]]:
    """(id, pipeline, code, label, class, who says so, deals) of each stage, in the order of its pipeline."""
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        return connection.execute(_LISTED).fetchall()


_LISTED = """
SELECT s.id, s.pipeline, s.code, s.label, s.stage_class, s.class_basis, count(d.id) AS deals
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
    place = open_place(home.record, TABLES)
    with place.writing() as commit, open_connection() as connection:
        place.attach(connection)
        draft = Draft(connection, TABLES)
        if _derive(draft, changes):
            for name, relation in draft.changed.items():
                commit.replace(connection, name, f"SELECT * FROM {relation}")
            commit.publish(note="stages " + ", ".join(changes))


@dataclass(frozen=True)
class StagePreview:
    """changes: (outcome before, outcome after) -> deals.  changed: (deal, name, before, after) of the first of them."""

    changes: dict[tuple[str, str], int]
    changed: list[tuple[int, str, str, str]]


def preview_stages(home: Home, changes: Sequence[str]) -> StagePreview:
    """Which outcomes would change with these classes. Nothing is kept. Raises InputError as set_stages does."""
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        draft = Draft(connection, TABLES)
        if not _derive(draft, changes):
            return StagePreview({}, [])
        connection.execute(
            f"""CREATE TABLE stage_changed AS SELECT d.id, coalesce(d.name, d.source_id) AS name, d.outcome AS was,
                n.outcome AS will FROM deal d JOIN {draft.relation("deal")} n ON n.id = d.id
                WHERE d.outcome <> n.outcome AND NOT d.is_deleted"""
        )
        counts = connection.execute(
            "SELECT was, will, count(*) FROM stage_changed GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        named = connection.execute(f"SELECT id, name, was, will FROM stage_changed ORDER BY id LIMIT {MOST_NAMED}")
        return StagePreview({(was, will): n for was, will, n in counts}, named.fetchall())


def _derive(draft: Draft, changes: Sequence[str]) -> bool:
    """The record as it is with these classes; False where they are those that it has."""
    if not say_classes(draft, [_parse(change) for change in changes]):
        return False
    derive_rest(draft)
    return True


def _parse(change: str) -> tuple[str, str]:
    stage, sign, stage_class = change.rpartition("=")
    if not sign or not stage.strip() or stage_class.strip() not in CLASSES:
        raise InputError(
            f"{change!r} is no STAGE=CLASS; expected a class among {', '.join(CLASSES)}.",
            fix='Write for instance "Contract sent=open".',
        )
    return stage.strip(), stage_class.strip()
