"""What was read once under some ids is not read again under others."""

from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.sources.importing import import_paths
from assay.store import open_place
from assay.store.home import Home, open_home
from assay.tables import TABLES

DEALS = "Deal Id,Deal Name,Deal Stage,Amount\n7,One,Proposal,100\n8,Two,Won,200\n"
MAPPING = """
name: ours
source: {source}
rank: 2
feeds:
  - name: deals
    require: [Deal Id, Deal Name]
    rows:
      - table: deal
        id: {id}
        set: {{name: Deal Name, stage: Deal Stage, amount: Amount, outcome_stated: {{const: open}}}}
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(str(tmp_path / "home"))


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    path = tmp_path / "deals.csv"
    path.write_text(DEALS, encoding="utf-8")
    return path


def write_mapping(folder: Path, source: str, column: str = "Deal Id") -> Path:
    path = folder / "ours.yml"
    path.write_text(MAPPING.format(source=source, id=column), encoding="utf-8")
    return path


def count_deals(home: Home) -> int:
    engine = open_place(home.record, TABLES).engine()
    try:
        return int(engine.rows("SELECT count(*) FROM deal")[0][0])
    finally:
        engine.close()


@pytest.mark.parametrize(("source", "column"), [("our_crm", "Deal Id"), ("files", "Deal Name")])
def test_the_same_file_under_other_ids_is_refused_whole(
    home: Home, deals: Path, tmp_path: Path, source: str, column: str
) -> None:
    import_paths(home, [deals])
    with pytest.raises(InputError, match="counted twice") as refused:
        import_paths(home, [deals], mapping=write_mapping(tmp_path, source, column))
    assert "source 'files', instance 'main', id '7'" in refused.value.message
    assert "source:" in refused.value.fix
    assert count_deals(home) == 2
    assert list(home.mappings.glob("*.yml")) == []


def test_a_mapping_that_makes_the_same_ids_takes_the_place_of_the_profile(
    home: Home, deals: Path, tmp_path: Path
) -> None:
    import_paths(home, [deals])
    import_paths(home, [deals], mapping=write_mapping(tmp_path, "files"))
    assert count_deals(home) == 2


def test_a_later_export_of_the_same_deals_from_another_source_is_refused(
    home: Home, deals: Path, tmp_path: Path
) -> None:
    import_paths(home, [deals])
    deals.write_text(DEALS + "9,Three,Proposal,300\n", encoding="utf-8")
    with pytest.raises(InputError, match="2 of 3 new deals") as refused:
        import_paths(home, [deals], mapping=write_mapping(tmp_path, "our_crm"))
    assert "--instance" in refused.value.fix
    assert count_deals(home) == 2


def test_deals_that_share_only_a_number_are_others(home: Home, deals: Path, tmp_path: Path) -> None:
    import_paths(home, [deals])
    deals.write_text("Deal Id,Deal Name,Deal Stage,Amount\n7,Uno,Proposal,1\n8,Due,Won,2\n", encoding="utf-8")
    import_paths(home, [deals], mapping=write_mapping(tmp_path, "our_crm"))
    assert count_deals(home) == 4
