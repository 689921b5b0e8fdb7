"""Erasing a person from the record, what was kept of imports, and all other files of a home."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from asking.forgetting.conftest import write_files
from assay.asking.forgetting.finding import Person, gather_person, search_people
from assay.asking.forgetting.forgetting import forget_person, plan_erasure
from assay.domain.errors import InputError
from assay.sources.importing import import_paths
from assay.store import open_place
from assay.store.home import Home
from assay.store.manifest import read_manifest
from assay.tables import TABLES

Traces = Callable[[Home], list[str]]


def _read(home: Home, query: str) -> list[tuple[object, ...]]:
    engine = open_place(home.record, TABLES).engine()
    try:
        return [tuple(row) for row in engine.rows(query)]
    finally:
        engine.close()


def _find(home: Home, text: str = "ellison") -> Person:
    (found,) = search_people(home, text)
    return gather_person(home, found.side, found.id)


@pytest.mark.parametrize("text", ["Kara Ell", "KARA.ELLISON@", "003000000KARA1", "0151 2345678"[1:]])
def test_a_person_is_found_by_name_address_id_and_number(home: Home, text: str) -> None:
    assert [one.name for one in search_people(home, text)] == ["Dr. Kara Ellison"]


def test_all_that_tells_a_person_is_gathered(home: Home) -> None:
    told = _find(home).told
    assert told.addresses == {"kara.ellison@hartwell.example"}
    assert {"".join(c for c in one if c.isdigit())[-7:] for one in told.numbers} == {"2345678"}
    assert told.ids == {"003000000KARA1"}
    assert (told.lone, told.is_shared) == ({"kara", "ellison"}, False)


def test_nothing_tells_the_person_afterwards(home: Home, find_traces: Traces) -> None:
    (home.path / "mappings").mkdir()
    (home.path / "mappings" / "ours.yml").write_text("# sample: Kara Ellison\nfeeds: []\n", encoding="utf-8")
    (home.path / "outbox").mkdir()
    (home.path / "outbox" / "1.log").write_text("To: kara.ellison@hartwell.example\n\nDear Kara", encoding="utf-8")
    (home.path / "papers").mkdir()
    (home.path / "papers" / "deal.pdf").write_bytes(b"%PDF Kara Ellison")
    assert find_traces(home)
    person = _find(home)
    planned, done = plan_erasure(home, person), forget_person(home, person)
    assert find_traces(home) == []
    assert (done.rows, done.sources) == (planned.rows, planned.sources)
    assert done.rows["person"] == 1
    assert (home.path / "mappings" / "ours.yml").read_text() == "# sample: ████ ███████\nfeeds: []\n"


def test_others_stay_as_they_were(home: Home) -> None:
    forget_person(home, _find(home))
    assert _read(home, "SELECT full_name, phone FROM person WHERE email IS NOT NULL ORDER BY 1") == [
        ("Ellis Karlson", None), ("Peter Novak", "+49 30 1112223")]  # fmt: skip
    assert _read(home, "SELECT body FROM activity WHERE source_id = 'M2'") == [
        ("Dear ████, here it is. Regards, Moses",)
    ]
    assert _read(home, "SELECT text FROM utterance WHERE position = 2") == [("I agree with ████ about the noise.",)]
    assert _read(home, "SELECT count(*) FROM deal_person WHERE NOT is_deleted") == [(2,)]


def test_the_marks_say_that_somebody_was_erased(home: Home) -> None:
    forget_person(home, _find(home))
    marks = "SELECT full_name, email, do_not_contact FROM person WHERE starts_with(source_id, 'erased')"
    assert _read(home, marks) == [("[erased]", None, True)]
    assert _read(home, "SELECT subject, body FROM activity WHERE source_id = 'M1'") == [("[erased]", "[erased]")]


def test_no_earlier_version_can_be_opened(home: Home) -> None:
    forget_person(home, _find(home))
    assert [one.note for one in read_manifest(Path(home.record)).history] == ["erasure"]


def test_the_same_export_does_not_bring_the_person_back(home: Home, export: Path, find_traces: Traces) -> None:
    before = _read(home, "SELECT count(*) FROM activity_person WHERE person_id IS NOT NULL")
    forget_person(home, _find(home))
    report = import_paths(home, [export])
    assert find_traces(home) == []
    assert report.counts.rejected == 1
    assert _read(home, "SELECT message FROM rejected_row") == [("This row is of a person who was erased.",)]
    assert _read(home, "SELECT count(*) FROM activity_person WHERE person_id IS NOT NULL") == before
    assert report.counts.landed == 0


def test_a_later_export_does_not_bring_the_person_back(home: Home, tmp_path: Path, find_traces: Traces) -> None:
    forget_person(home, _find(home))
    later = write_files(tmp_path / "later")
    person = (later / "person.csv").read_text()
    # another id, the same address; and a message that was not there before
    (later / "person.csv").write_text(person.replace("003000000KARA1", "00Q0000NEWLEAD"), encoding="utf-8")
    with (later / "activity.csv").open("a", encoding="utf-8") as file:
        file.write("M9,email,inbound,held,2026-03-01T09:00:00Z,Again,It is too dear for my taste still. Kara,S1\n")
        file.write("M10,note,internal,held,2026-03-01T09:00:00Z,N,E. Kara Ellison: called from 0049 151 2345678,S1\n")
    with (later / "activity_person.csv").open("a", encoding="utf-8") as file:
        file.write("M9/1,M9,,buyer,from,Kara.Ellison@hartwell.example\n")
    import_paths(home, [later])
    assert find_traces(home) == []
    assert _read(home, "SELECT body FROM activity WHERE source_id = 'M9'") == [("[erased]",)]


def test_somebody_else_of_the_same_name_stays(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "person.csv").write_text(
        "source_id,kind,full_name,email,account\n00355,contact,Kara Ellison,kara@other.example,A2\n", encoding="utf-8"
    )
    import_paths(home, [folder])
    mine = next(one for one in search_people(home, "ellison") if one.where == "Hartwell Foods")
    person = gather_person(home, mine.side, mine.id)
    assert person.told.is_shared
    forget_person(home, person)
    assert _read(home, "SELECT full_name FROM person WHERE email = 'kara@other.example'") == [("Kara Ellison",)]
    # far from the person the name may be the other's; the address tells the person anywhere
    assert _read(home, "SELECT body FROM activity WHERE source_id = 'M4'") == [
        (f"Met KARA ELLISON ({'█' * 29}) at a fair",)
    ]


def test_what_was_learned_from_words_is_dropped_and_learned_again_later(home: Home) -> None:
    home.learned.mkdir()
    (home.learned / "fit.npz").write_bytes(b"PK numbers")
    forget_person(home, _find(home))
    assert not home.learned.exists()


def test_erasing_twice_changes_nothing_more(home: Home) -> None:
    person = _find(home)
    forget_person(home, person)
    listed = (home.path / "forgotten.json").read_text()
    again = forget_person(home, person)
    assert (again.rows, again.sources) == ({}, 0)
    assert (home.path / "forgotten.json").read_text() == listed


def test_what_is_kept_of_a_person_tells_no_name(home: Home) -> None:
    forget_person(home, _find(home))
    text = (home.path / "forgotten.json").read_text().lower()
    assert not any(word in text for word in ("kara", "ellison", "hartwell", "2345678"))
    assert (home.path / "forgotten.json").stat().st_mode & 0o077 == 0
    assert len(json.loads(text)["people"]) == 1


def test_a_damaged_list_stops_an_import(home: Home, export: Path) -> None:
    (home.path / "forgotten.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"forgotten\.json"):
        import_paths(home, [export])
