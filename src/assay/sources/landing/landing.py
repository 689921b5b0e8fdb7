"""Staged rows become the record as it will stand, with everything that follows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from assay.sources.clustering import INPUTS, build_clustered
from assay.sources.deriving.automatic import mark_automatic
from assay.sources.deriving.buyer_changes import place_changes
from assay.sources.deriving.clocks import assume_clocks
from assay.sources.deriving.closings import derive_deals
from assay.sources.deriving.directions import set_directions, set_sides
from assay.sources.deriving.linking import link_activities
from assay.sources.deriving.naming import mark_copies, name_people
from assay.sources.deriving.said_classes import say_classes
from assay.sources.deriving.seniority import rank_titles
from assay.sources.deriving.speakers import add_speakers
from assay.sources.deriving.stages import add_missing_stages, make_stage_words
from assay.sources.deriving.transcripts import place_transcripts
from assay.sources.landing.aliases import delete_aliased, follow_aliases
from assay.sources.landing.combining import Combined, combine_rows
from assay.sources.landing.comparing import compare_rows
from assay.sources.landing.counting import Counts, count_rows, levels_sql
from assay.sources.landing.draft import Draft
from assay.sources.landing.files import Files
from assay.sources.landing.same_sellers import Owners, join_sellers
from assay.sources.landing.snapshots import add_deal_changes, add_title_changes
from assay.sources.landing.stating import state_outcomes
from assay.tables import CLUSTERED
from assay.tables.column import Table


@dataclass(frozen=True)
class Landing:
    """What an import makes of the record: the draft holds the tables that change, and no others.

    levels: a query of (row, level) that says what became of each source row (counting.py).
    owners: what is known of the sellers that came.
    """

    draft: Draft
    counts: Counts
    levels: str
    owners: Owners | None = None


def land_rows(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, Table],
    files: Files,
    *,
    import_run: int,
    read: int,
    classes: Sequence[tuple[str, str]] = (),
) -> Landing:
    """Land the staging tables of the connection (staging.py), in which the record is attached.

    read: source rows read.  classes: (stage, class) as a person confirmed them.
    Raises InputError when the rows cannot stand in the record, ArithmeticError when they do not add up.
    """
    draft = Draft(connection, tables)
    state_outcomes(connection)
    place_transcripts(connection)
    mark_copies(connection)
    delete_aliased(connection)
    owners = join_sellers(connection, tables)
    landed: list[tuple[Combined, bool]] = []
    for table in tables.values():
        if table.common and (combined := combine_rows(connection, table, files)):
            landed.append((combined, _land_table(draft, combined, files, import_run)))
    counts = count_rows(connection, landed, read)
    follow_aliases(draft)
    levels = levels_sql(landed)
    if draft.changed or classes:
        staged = {combined.table.name for combined, _ in landed}
        _derive(draft, files, import_run, staged, classes)
    return Landing(draft, counts, levels, owners)


def _land_table(draft: Draft, combined: Combined, files: Files, import_run: int) -> bool:
    """Put the new and changed rows into the draft; returns whether all of them are new."""
    name = combined.table.name
    is_first = not draft.has_rows(draft.relation(name))
    fresh = compare_rows(draft, combined, files, import_run)
    if draft.has_rows(fresh):
        draft.upsert(name, fresh)
    return is_first


def _derive(draft: Draft, files: Files, import_run: int, staged: set[str], classes: Sequence[tuple[str, str]]) -> None:
    """Each step reads what the steps before it put into the draft."""
    if "person" in staged:
        _derive_seniority(draft)
        add_title_changes(draft, files)
    if "deal" in staged:
        add_deal_changes(draft, files)
    if draft.changed.keys() & {"deal", "stage", "stage_history"}:
        add_missing_stages(draft, import_run)
    if classes and not say_classes(draft, classes) and not draft.changed:
        return
    derive_rest(draft)


def derive_rest(draft: Draft) -> None:
    """Make anew what follows from the tables that the draft changes, when no source row says it."""
    if draft.changed.keys() & {"deal", "stage", "stage_history"}:
        make_stage_words(draft)
        derive_deals(draft)
    if draft.changed.keys() & set(INPUTS):
        _derive_past_seniority(draft)
    if draft.changed.keys() & {"person", "person_change"}:
        place_changes(draft)
    if draft.changed.keys() & {"activity", "activity_person", "activity_deal", "utterance"}:
        add_speakers(draft)
        assume_clocks(draft)
    name_people(draft)
    set_sides(draft)
    set_directions(draft)
    if "activity" in draft.changed:
        mark_automatic(draft)
    link_activities(draft)
    if draft.changed.keys() & set(INPUTS):
        build_clustered(draft.connection, draft.relation)
        for table in CLUSTERED:
            draft.changed[table.name] = table.name


def _derive_past_seniority(draft: Draft) -> None:
    """Seniority before and after each change at the buyer, by the titles; where they say nothing, as it was said."""
    changes = f"{draft.relation('person_change')} c"
    rank_titles(draft.connection, f"SELECT title FROM {changes} UNION SELECT old_title FROM {changes}")
    draft.connection.execute(
        f"""CREATE OR REPLACE TABLE past_seniority AS
        SELECT c.id, CASE WHEN n.rank > 0 THEN n.seniority ELSE coalesce(c.seniority, 'unknown') END AS seniority,
          CASE WHEN o.rank > 0 THEN o.seniority ELSE coalesce(c.old_seniority, 'unknown') END AS old_seniority
        FROM {changes} LEFT JOIN title_rank n ON n.title = c.title LEFT JOIN title_rank o ON o.title = c.old_title"""
    )
    draft.connection.execute(
        f"""CREATE OR REPLACE TABLE past_seniority_patch AS SELECT p.* FROM past_seniority p JOIN {changes} USING (id)
        WHERE p.seniority IS DISTINCT FROM c.seniority OR p.old_seniority IS DISTINCT FROM c.old_seniority"""
    )
    draft.patch("person_change", "past_seniority_patch", ("seniority", "old_seniority"))


def _derive_seniority(draft: Draft) -> None:
    """Seniority by title; where the title says nothing, what the source said stays. Makes `title_rank`."""
    rank_titles(
        draft.connection,
        "SELECT f.title FROM fresh_person f UNION SELECT r.title FROM person r JOIN fresh_person f ON f.id = r.id",
    )
    draft.connection.execute(
        f"""CREATE OR REPLACE TABLE seniority_patch AS
        SELECT p.id, CASE WHEN t.rank > 0 THEN t.seniority ELSE coalesce(p.seniority, 'unknown') END AS seniority
        FROM {draft.relation("person")} p JOIN fresh_person f ON f.id = p.id LEFT JOIN title_rank t ON t.title = p.title
        WHERE p.seniority IS NULL OR (t.rank > 0 AND p.seniority <> t.seniority)"""
    )
    draft.patch("person", "seniority_patch", ("seniority",))
