"""The wizard proposes, asks and keeps; it is never sure where it might be wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from assay.domain.errors import InputError
from assay.sources.assignment import Assignment
from assay.sources.feed import map_tables
from assay.sources.kept_mappings import load_kept
from assay.sources.mapping import parse_mapping
from assay.sources.profiles import shipped_mappings
from assay.sources.proposing import likely_kind, propose
from assay.sources.recognise import recognise
from assay.sources.wizard import ask_paths, map_unknown
from sources.mapping.conftest import Desk

HEADINGS = [
    "Ref",
    "Name of the opportunity",
    "Targets the organisation",
    "Sales phase",
    "Estimated sales",
    "Expected closing",
    "Why it went away",
]
ROWS = [
    ("OPP-1", "Alpha", "Acme", "Won", "12.000 €", "03/04/2024", ""),
    ("OPP-2", "Beta", "Borealis", "Abandoned", "8.000 €", "15/06/2024", "too dear"),
    ("OPP-3", "Gamma", "Cumulus", "Forthcoming", "40.000 €", "28/09/2024", ""),
    ("OPP-4", "Delta", "Dune", "Abandoned", "1.500 €", "01/02/2024", "chose another"),
]  # fmt: skip


@dataclass
class Script:
    """Answers questions by the words that they hold; everything else by the default."""

    answers: dict[str, str]
    asked: list[tuple[str, Sequence[str]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.said.append(text)

    def choose(self, question: str, options: Sequence[str], default: int | None) -> int:
        self.asked.append((question, options))
        for words, answer in self.answers.items():
            if words in question:
                return next(number for number, option in enumerate(options) if option.startswith(answer))
        assert default is not None, question
        return default


ANSWERS = {
    "holds the deal's id": "Ref",
    "holds the stage": "Sales phase",
    "holds the deal's name": "Name of the opportunity",
    "the buyer's company": "Targets",
    "deal's amount": "Estimated",
    "close date": "Expected",
    "reason of the loss": "Why it",
    "'Abandoned'": "lost",
    "'Forthcoming'": "open",
    "file0.csv (4 rows) holds": "deals",
}


def test_the_answers_make_a_mapping_that_reads_the_file(desk: Desk, tmp_path: Path) -> None:
    raw = desk.raw("file0.csv", HEADINGS, ROWS)
    script = Script(ANSWERS)
    mapping = map_unknown(desk.connection, [raw], tmp_path, talk=script)
    map_tables(desk.connection, [Assignment(raw, mapping, mapping.feeds[0])], instance="main")
    assert desk.staged(
        "deal", "source_id, name, outcome, amount::VARCHAR, close_date_stated::VARCHAR, loss_reason_stated"
    ) == [
        ("OPP-1", "Alpha", "won", "12000.0000", "2024-04-03", None),
        ("OPP-2", "Beta", "lost", "8000.0000", "2024-06-15", "too dear"),
        ("OPP-3", "Gamma", "open", "40000.0000", "2024-09-28", None),
        ("OPP-4", "Delta", "lost", "1500.0000", "2024-02-01", "chose another"),
    ]
    assert desk.staged("stage", "code, class_basis", "code") == [
        ("Abandoned", "person"),
        ("Forthcoming", "person"),
        ("Won", "person"),
    ]
    amounts = next(options for question, options in script.asked if "amount" in question)
    assert "Estimated sales: 12.000 € | 8.000 € | 40.000 € | 1.500 € (4 of 4 rows parse)" in amounts


def test_a_column_filled_on_lost_rows_only_is_offered_first_as_the_reason(desk: Desk, tmp_path: Path) -> None:
    script = Script(ANSWERS)
    map_unknown(desk.connection, [desk.raw("file0.csv", HEADINGS, ROWS)], tmp_path, talk=script)
    options = next(options for question, options in script.asked if "reason of the loss" in question)
    assert options[0].startswith("Why it went away: too dear | chose another")


def test_the_kept_mapping_is_used_when_the_headings_return(desk: Desk, tmp_path: Path) -> None:
    map_unknown(desk.connection, [desk.raw("file0.csv", HEADINGS, ROWS)], tmp_path, talk=Script(ANSWERS))
    assert [path.name for path in tmp_path.glob("*.yml")] == ["file0-v1.yml"]
    later = desk.raw("another name.csv", [*reversed(HEADINGS), "New column"], [])
    assert [one.mapping.title for one in recognise([later], load_kept(tmp_path)).assignments] == ["file0-v1"]


def test_changed_headings_are_kept_as_the_next_version_beside_the_first(desk: Desk, tmp_path: Path) -> None:
    map_unknown(desk.connection, [desk.raw("file0.csv", HEADINGS, ROWS)], tmp_path, talk=Script(ANSWERS))
    changed = [heading.replace("Ref", "Reference") for heading in HEADINGS]
    raw = desk.raw("file0.csv", changed, ROWS)
    assert recognise([raw], load_kept(tmp_path)).assignments == ()
    map_unknown(desk.connection, [raw], tmp_path, talk=Script(ANSWERS))
    assert sorted(mapping.title for mapping in load_kept(tmp_path)) == ["file0-v1", "file0-v2"]
    assert recognise([raw], load_kept(tmp_path)).assignments[0].mapping.version == 2


def test_of_two_versions_that_read_the_same_headings_the_newer_counts(desk: Desk, tmp_path: Path) -> None:
    raw = desk.raw("file0.csv", HEADINGS, ROWS)
    for answer in ("lost", "no_decision"):
        map_unknown(desk.connection, [raw], tmp_path, talk=Script({**ANSWERS, "'Abandoned'": answer}))
    assert [mapping.title for mapping in load_kept(tmp_path)] == ["file0-v2"]


def test_without_a_terminal_the_proposal_is_written_to_be_edited(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    raw = desk.raw("my deals.csv", HEADINGS, ROWS)
    with pytest.raises(InputError, match="no terminal to ask at") as refused:
        map_unknown(desk.connection, [raw], tmp_path)
    path = tmp_path / "proposed" / "my_deals-v1.yml"
    assert str(path) in refused.value.fix
    text = path.read_text(encoding="utf-8")
    assert "# Sales phase: 4 of 4: Won | Abandoned | Forthcoming" in text
    assert yaml.safe_load(text)["feeds"][0]["rows"][0]["id"] == "?"
    assert load_kept(tmp_path) == []


def test_several_files_are_kept_in_one_mapping(desk: Desk, tmp_path: Path) -> None:
    deals = desk.raw(
        "crm.json#deals[]", ["deal_id", "company", "stage"], [("d1", "Acme", "Won"), ("d2", "Borealis", "Lost")]
    )
    people = desk.raw(
        "crm.json#deals[].people[]",
        ["../deal_id", "../company", "full_name", "job_title"],
        [("d1", "Acme", "Ann", "CFO"), ("d1", "Acme", "Bob", "VP")],
    )
    script = Script(
        {
            "deals[] (2 rows)": "deals",
            "people[] (2 rows)": "contacts",
            "holds the deal's id": "deal_id",
            "holds the stage": "stage",
            "had a part in": "../deal_id",
        }
    )
    mapping = map_unknown(desk.connection, [deals, people], tmp_path, talk=script)
    found = recognise([deals, people], [mapping]).assignments
    map_tables(desk.connection, found, instance="main")
    assert len(desk.staged("deal_person", "id")) == 2
    assert mapping.source == "files"
    assert desk.column("person", "full_name") == ["Ann", "Bob"]


SURE = {
    ("Deal ID", "Deal name", "Deal stage", "Close date", "Loss reason", "Region"): {
        "id": "Deal ID", "stage": "Deal stage", "name": "Deal name", "closed": "Close date", "loss_reason": "Loss reason",
    },
    # nothing of these says by itself what it holds, or its values speak against it
    ("Number", "Title", "Status", "Last stage change date", "Owner comment", "Type"): {},
    ("Amount", "Created", "Close date", "Stage", "Owner", "Account"): {"stage": "Stage"},
}  # fmt: skip
VALUES = [
    ("d1", "Alpha", "Won", "2024-01-03", "", "x"),
    ("d2", "Beta", "Lost", "2024-02-03", "price", "y"),
    ("d3", "Gamma", "Open", "2024-03-03", "", "x"),
]
CELLS = [
    ("none", "x", "soon", "Won", "12.5", "2024-01-01"),
    ("little", "y", "later", "Lost", "13", "2024-01-02"),
]


@pytest.mark.parametrize("headings", list(SURE))
def test_only_an_exact_name_with_fitting_values_is_sure(desk: Desk, headings: tuple[str, ...]) -> None:
    rows = CELLS if headings[0] == "Amount" else VALUES
    proposal = propose(desk.connection, desk.raw("x.csv", headings, rows), "deals")
    assert {slot: column.heading for slot, column in proposal.sure.items()} == SURE[headings]


def test_where_every_file_is_known_it_says_so_and_how_to_read_them_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Deal Name,Stage,Amount\nd1,One,Won,1\n", encoding="utf-8")
    talk = Script({})
    assert ask_paths([path], shipped_mappings(), tmp_path / "kept", talk=talk) is None
    assert talk.asked == []
    assert "deals.csv are known" in talk.said[0]
    assert "--mapping" in talk.said[0]


def test_the_proposal_for_several_files_is_whole_once_its_gaps_are_filled(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    people = ["../deal_id", "../company", "full_name", "job_title", "role"]
    raws = [desk.raw(f"crm.json#deals[].{name}[]", people, [("d1", "Acme", "Ann", "CFO", "champion")]) for name in "ab"]
    with pytest.raises(InputError):
        map_unknown(desk.connection, raws, tmp_path)
    text = next((tmp_path / "proposed").iterdir()).read_text(encoding="utf-8")
    assert "&" not in text
    assert len(parse_mapping(text.replace("'?'", "../deal_id"), "done.yml").feeds) == 2


def test_what_a_list_is_called_says_what_it_likely_holds(desk: Desk) -> None:
    contacts = desk.raw("demo_deals.json#deals[].contacts[]", ["name", "title", "../deal_id", "../stage"], [])
    assert likely_kind(contacts) == "contacts"


NAMELESS = ["Deal Name", "Account", "Sales Rep", "Stage", "Amount", "Created"]
NAMELESS_ROWS = [
    ("Platform", "Acme", "Ann Lee", "Closed Lost", "100", "31.01.2026"),
    ("Platform", "Borealis", "Ann Lee", "Closed Won", "200", "31.01.2026"),
    ("Platform", "", "Bob Ray", "Proposal", "300", ""),
]
NO_ID = {"holds the deal's id": "no id", "rows) holds": "deals"}


def test_the_heading_created_is_the_opening_day(desk: Desk) -> None:
    proposal = propose(desk.connection, desk.raw("file0.csv", NAMELESS, NAMELESS_ROWS))
    assert (proposal.kind, proposal.sure["opened"].heading) == ("deals", "Created")


def test_deals_without_an_id_are_told_apart_by_name_account_and_opening_day(desk: Desk, tmp_path: Path) -> None:
    raw = desk.raw("file0.csv", NAMELESS, NAMELESS_ROWS)
    mapping = map_unknown(desk.connection, [raw], tmp_path, talk=Script(NO_ID))
    later = desk.raw("file1.csv", NAMELESS, [("PLATFORM", "Acme", "Ann Lee", "Closed Won", "150", "2026-01-31")])
    told = map_tables(
        desk.connection, [Assignment(one, mapping, mapping.feeds[0]) for one in (raw, later)], instance=""
    )
    assert desk.column("deal", "source_id") == [
        "platform / acme / 2026-01-31",
        "platform / borealis / 2026-01-31",
        "platform",
        "platform / acme / 2026-01-31",
    ]
    assert "no column of ids: deals are told apart by Deal Name + Account + Created" in told.notes["file1.csv"]


def test_deals_that_nothing_tells_apart_are_refused_with_their_lines(desk: Desk, tmp_path: Path) -> None:
    twice = ("Platform", "acme", "Bob Ray", "Proposal", "900", "31.01.2026")
    raw = desk.raw(
        "file0.csv", NAMELESS, [*NAMELESS_ROWS, twice, ("", "Dune", "Ann Lee", "Proposal", "1", "01.02.2026")]
    )
    mapping = map_unknown(desk.connection, [raw], tmp_path, talk=Script(NO_ID))
    map_tables(desk.connection, [Assignment(raw, mapping, mapping.feeds[0])], instance="main")
    both = (
        "Deal Name + Account + Created",
        "platform / acme / 2026-01-31 (lines 2, 5)",
        "these lines of the file look like one deal, and no id tells them apart",
    )
    assert desk.rejects == [
        (2, *both),
        (5, *both),
        (6, "Deal Name", None, "it is empty, and without it the row of deal has no id"),
    ]
    assert len(desk.column("deal", "id")) == 2


def test_without_a_terminal_deals_without_an_id_are_proposed_as_told_apart(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(InputError, match="no terminal to ask at"):
        map_unknown(desk.connection, [desk.raw("file0.csv", NAMELESS, NAMELESS_ROWS)], tmp_path)
    text = (tmp_path / "proposed" / "file0-v1.yml").read_text(encoding="utf-8")
    assert "# No column holds ids: deals are told apart by Deal Name, Account, Created" in text
    assert parse_mapping(text, "file0-v1.yml").feeds[0].rows[0].once


def test_one_bad_cell_hides_neither_a_heading_nor_what_tells_deals_apart(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    rows = [(f"Deal of {n}", "Acme", "Ann Lee", "Proposal", f"{n}00", f"2026-01-{10 + n}") for n in range(10)]
    rows[3] = (*rows[3][:4], "much", "someday")
    with pytest.raises(InputError, match="no terminal to ask at"):
        map_unknown(desk.connection, [desk.raw("file0.csv", NAMELESS, rows)], tmp_path)
    [feed] = parse_mapping((tmp_path / "proposed" / "file0-v1.yml").read_text(encoding="utf-8"), "file0-v1.yml").feeds
    assert feed.rows[0].once
    assert {"amount", "opened_at"} <= feed.rows[0].set.keys()


def test_letters_of_the_file_name_do_not_outweigh_headings_of_deals(desk: Desk) -> None:
    headings = ["Title of it", "Account", "Stage", "Amount", "Created", "Sales Rep"]
    assert likely_kind(desk.raw("items.csv", headings, [])) == "deals"
