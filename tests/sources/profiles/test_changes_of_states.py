"""What a mapping may say of states that follow each other, and of two ids of one thing."""

from pathlib import Path

import duckdb

from assay.sources.mapping import parse_mapping
from sources.profiles.conftest import Mapped, key_of, map_paths

STATES = """
name: states
source: test
feeds:
  - name: states
    require: [deal, from, stage]
    rows:
      - table: stage_history
        id: [deal, from]
        changes: {per: deal, by: from, first: snapshot_diff, fields: {stage: stage}}
        set: {deal_id: deal, changed_at: from, basis: {const: source_history}}
  - name: titles
    require: [person, from, title]
    rows:
      - table: person_change
        id: [person, from]
        must: false
        set:
          person_id: person
          title: title
          old_title: &old {previous: title, per: [person], by: from, changed: true}
          change: {first: [*old], lookup: {}, else: moved}
          occurred_at: from
          basis: {const: crm_title_change}
  - name: merges
    require: [kept, merged]
    alias: [{table: person, old: $item, new: kept, each: {col: merged}}]
"""


def map_text(tmp_path: Path, text: str) -> Mapped:
    (tmp_path / "file.csv").write_text(text, encoding="utf-8")
    return map_paths(duckdb.connect(), [tmp_path], [parse_mapping(STATES, "states.yml")])


def test_the_first_state_may_rest_on_another_basis(tmp_path: Path) -> None:
    mapped = map_text(tmp_path, "deal,from,stage\n1,2025-01-01,new\n1,2025-02-01,lost\n2,2025-01-05,new\n")
    assert mapped.rows("stage_history", "source_id, new_value, basis") == [
        ("1/2025-01-01/stage", "new", "snapshot_diff"),
        ("1/2025-02-01/stage", "lost", "source_history"),
        ("2/2025-01-05/stage", "new", "snapshot_diff"),
    ]


def test_a_value_that_stays_the_same_is_no_change(tmp_path: Path) -> None:
    mapped = map_text(tmp_path, "person,from,title\n1,2025-03-01,CFO\n1,2025-01-01,Head\n1,2025-02-01,Head\n")
    assert mapped.rows("person_change", "old_title, title, change") == [("Head", "CFO", "moved")]
    assert mapped.skipped == ["nothing changed that is kept"] * 2
    assert mapped.rejects == []


def test_a_list_of_merged_ids_points_to_the_one_that_stayed(tmp_path: Path) -> None:
    mapped = map_text(tmp_path, "kept,merged\n1,7;8\n2,\n")
    one = key_of("test", "person", "1")
    assert set(mapped.query("SELECT table_name, old_id, new_id FROM land_alias")) == {
        ("person", key_of("test", "person", "7"), one),
        ("person", key_of("test", "person", "8"), one),
    }
    assert mapped.skipped == ["says that two rows are one"] * 2
