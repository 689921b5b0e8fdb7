"""The record goes out as files and comes back the same; files written by hand land too."""

from pathlib import Path

import duckdb
import pytest

from assay.domain.errors import InputError
from assay.domain.key import make_key
from assay.sources.importing import import_paths
from assay.sources.interchange import BOOKKEEPING_COLUMNS, export_record
from assay.store import open_place
from assay.store.home import Home, open_home
from assay.tables import TABLES

FILES = {
    "account": "source_id,name,domain,Tier\na1,Acme,acme.com,Gold\na2,\"Beta, Inc\",,\n",
    "seller": "source_id,name,email\ns1,Moses Frase,moses@us.com\n",
    "person": "source_id,kind,full_name,email,title,account\np1,contact,Ann Lee,ann@acme.com,CFO,a1\n",
    "deal": "source_id,name,account,owner,stage,amount,opened_at,close_date_stated\n"
    "d1,One,a1,s1,Proposal,100.5,2025-01-01T00:00:00Z,2025-06-30\n"
    "d2,Two,a2,s1,Closed Won,,1735689600,2025-03-31\n",
    "stage_history": "source_id,deal,field,new_value,changed_at,changed_by,basis\n"
    "h1,d2,stage,Closed Won,2025-03-20T12:00:00+02:00,s1,source_history\n",
    "activity": 'source_id,kind,direction,occurred_at,status,subject,owner\n'
    't1,email,,2025-02-01T10:00:00+02:00,held,"Hello\nworld",s1\n'
    "t2,meeting,unknown,2025-02-02T10:00:00Z,held,Meet,s1\n",
    "activity_person": "source_id,activity,person,named_as,part\nt1-1,t1,,ann@acme.com,from\nt2-1,t2,p1,,attendee\n",
    "activity_deal": "source_id,activity,deal\nt2-d1,t2,d1\n",
}  # fmt: skip


def write_files(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = open_home(str(tmp_path / "home"))
    report = import_paths(home, [write_files(tmp_path / "by_hand", **FILES)])
    assert (report.counts.landed, report.counts.rejected) == (12, 0)
    return home


def read(home: Home, query: str) -> list[tuple[object, ...]]:
    engine = open_place(home.record, TABLES).engine()
    try:
        return engine.rows(query)
    finally:
        engine.close()


def describe_tables(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, without the columns that tell imports apart."""
    found = {}
    for name, table in TABLES.items():
        columns = ", ".join(c for c in table.names if c not in BOOKKEEPING_COLUMNS or not table.common)
        if name not in ("import_run", "import_file", "rejected_row"):
            found[name] = read(home, f"SELECT {columns} FROM {name} ORDER BY ALL")
    return found


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_an_export_makes_the_same_record_elsewhere(home: Home, tmp_path: Path, kind: str) -> None:
    export_record(home, tmp_path / "out", kind=kind)
    other = open_home(str(tmp_path / "other"))
    import_paths(other, [tmp_path / "out"])
    assert describe_tables(other) == describe_tables(home)


def test_an_export_changes_nothing_where_it_came_from(home: Home, tmp_path: Path) -> None:
    export_record(home, tmp_path / "out")
    report = import_paths(home, [tmp_path / "out"])
    assert report.version is None
    assert report.counts.unchanged == report.counts.read > 0


def test_rows_by_hand_need_source_ids_alone(home: Home) -> None:
    ((deal_id, source, account_id, known_at, basis),) = read(
        home, "SELECT id, source, account_id, known_at, known_at_basis FROM deal WHERE source_id = 'd1'"
    )
    assert deal_id == make_key("interchange", "main", "deal", "d1")
    assert account_id == make_key("interchange", "main", "account", "a1")
    assert (source, known_at, basis) == ("interchange", 1_735_689_600, "assumed")


def test_times_are_read_with_their_offsets(home: Home) -> None:
    assert read(home, "SELECT occurred_at FROM activity WHERE source_id = 't1'") == [(1_738_396_800,)]
    assert read(home, "SELECT closed_at, closed_at_basis FROM deal WHERE source_id = 'd2'") == [
        (1_742_464_800, "history")
    ]


def test_what_has_no_column_is_a_field_of_the_users_own(home: Home) -> None:
    assert read(home, "SELECT custom FROM account ORDER BY source_id") == [('{"Tier":"Gold"}',), (None,)]


@pytest.mark.parametrize(
    ("table", "row", "field"),
    [
        ("deal", "d9,X,a1,s1,Proposal,12 EUR,,", "amount"),
        ("deal", "d9,X,a1,s1,Proposal,,yesterday,", "opened_at"),
        ("deal", "d9,X,a1,s1,Proposal,,,31.12.2025", "close_date_stated"),
        ("deal", ",X,a1,s1,Proposal,,,", "source_id"),
        ("activity", "t9,meeting,sideways,2025-01-01,held,X,s1", "direction"),
        ("activity", "t9,,inbound,2025-01-01,held,X,s1", "kind"),
        ("activity_deal", "l9,,d1", "activity"),
    ],
)
def test_a_value_that_does_not_fit_rejects_its_row(tmp_path: Path, table: str, row: str, field: str) -> None:
    home = open_home(str(tmp_path / "home"))
    headings = FILES[table].split("\n")[0]
    report = import_paths(home, [write_files(tmp_path / "in", **{table: f"{headings}\n{row}\n"})])
    assert (report.counts.rejected, report.exit_code) == (1, 2)
    assert read(home, "SELECT file, line, field FROM rejected_row") == [(f"{table}.csv", 2, field)]


def test_rejected_rows_go_out_and_are_not_read_back(home: Home, tmp_path: Path) -> None:
    bad = FILES["deal"] + "d3,Three,a1,s1,Proposal,much,,\n"
    import_paths(home, [write_files(tmp_path / "bad", deal=bad)])
    export_record(home, tmp_path / "out")
    with duckdb.connect() as connection:
        query = f"SELECT field, value FROM read_csv('{tmp_path / 'out' / 'rejected_row.csv'}')"
        assert connection.execute(query).fetchall() == [("amount", "much")]
    report = import_paths(home, [tmp_path / "out"])
    assert report.version is None
    assert report.left_out == ["rejected_row.csv: rejected rows of an export are not read back"]


def test_an_export_leaves_a_folder_of_other_files_alone(home: Home, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(InputError, match=r"letter\.txt"):
        export_record(home, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letter.txt"]


def test_an_export_takes_the_place_of_an_earlier_one(home: Home, tmp_path: Path) -> None:
    export_record(home, tmp_path / "out", kind="parquet")
    export_record(home, tmp_path / "out")
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".csv"}


def test_an_empty_record_exports_nothing(tmp_path: Path) -> None:
    assert "empty" in export_record(open_home(str(tmp_path / "home")), tmp_path / "out")
