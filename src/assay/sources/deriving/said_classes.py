"""Classes of stages as a person confirms them, put before what the source or a name says."""

from collections.abc import Iterable

from assay.domain.errors import InputError
from assay.sources.landing.draft import Draft


def say_classes(draft: Draft, wanted: Iterable[tuple[str, str]]) -> bool:
    """Give stages their classes, (stage, class) each; returns whether any stage changes.

    A stage is named by its value or label, in every pipeline, or as "PIPELINE/STAGE".  Raises InputError for an unknown
    stage; then nothing is set.
    """
    draft.connection.execute("CREATE OR REPLACE TABLE stage_said (id BIGINT, stage_class VARCHAR, class_basis VARCHAR)")
    for stage, stage_class in wanted:
        _note_class(draft, stage, stage_class)
    draft.connection.execute(
        f"DELETE FROM stage_said t USING {draft.relation('stage')} s WHERE s.id = t.id"
        " AND s.stage_class = t.stage_class AND s.class_basis = 'person'"
    )
    return draft.patch("stage", "stage_said", ("stage_class", "class_basis"))


def _note_class(draft: Draft, stage: str, stage_class: str) -> None:
    stages = draft.relation("stage")
    rows = draft.connection.execute(
        f"""SELECT id FROM {stages} WHERE NOT is_deleted
           AND lower(trim($stage)) IN (lower(trim(code)), lower(trim(label)),
           lower(pipeline || '/' || code), lower(pipeline || '/' || label))""",
        {"stage": stage},
    ).fetchall()
    if not rows:
        codes = draft.connection.execute(
            f"SELECT DISTINCT code FROM {stages} WHERE NOT is_deleted ORDER BY 1"
        ).fetchall()
        known = ", ".join(code for (code,) in codes) or "none yet"
        raise InputError(f"There is no stage {stage!r}; the stages are {known}.", fix="Write one of these.")
    ids = [stage_id for (stage_id,) in rows]
    draft.connection.execute("DELETE FROM stage_said WHERE id IN (SELECT unnest(?::BIGINT[]))", [ids])
    draft.connection.execute("INSERT INTO stage_said SELECT unnest(?::BIGINT[]), ?, 'person'", [ids, stage_class])
