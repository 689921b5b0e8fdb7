"""What a run says of the words of deals."""

import json
from pathlib import Path

import pytest

from assay.runs.coding.kept import KeptMark, key_text, open_kept
from assay.runs.results import open_results
from assay.runs.running import run_signals
from assay.sources.importing import import_paths
from assay.sources.person_codes import PersonCode, keep_codes
from assay.store.home import Home, open_home

NOTE = "They told us that the whole budget was frozen by the CFO until next year. See you on Tuesday."
MAIL = "The price is far too high for us.\n\nOn Monday Tom wrote:\n> We lost our champion, she left the company.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("ASSAY_WORDS", "yes")
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path / "home"))
    folder = tmp_path / "in"
    folder.mkdir()
    deals = [("Loss Reason", "Deal ID", "Name", "Outcome", "Opened", "Closed")]
    (folder / "deal.csv").write_text(
        "source_id,name,outcome,opened_at,closed_at,loss_reason_stated\n"
        "d1,Mill,lost,2025-01-01T00:00:00Z,2025-04-01T00:00:00Z,Budget\n"
        "d2,Yard,open,2025-02-01T00:00:00Z,,\n"
    )
    assert deals
    rows = [("a1", "note", "internal", "2025-03-01", NOTE), ("a2", "email", "inbound", "2025-03-10", MAIL)]
    (folder / "activity.csv").write_text(
        "source_id,kind,direction,status,occurred_at,body\n"
        + "".join(f'{i},{kind},{way},held,{day}T09:00:00Z,"{text}"\n' for i, kind, way, day, text in rows)
    )
    (folder / "activity_deal.csv").write_text("source_id,activity_id,deal_id,basis\nl1,a1,d1,source\nl2,a2,d2,source\n")
    home = open_home()
    assert import_paths(home, (folder,)).exit_code == 0
    return home


def read(home: Home, columns: str) -> list[tuple[object, ...]]:
    with open_results(home) as results:
        return results.connection.execute(f'SELECT {columns} FROM mention ORDER BY "table", occurred_at').fetchall()


def run(home: Home) -> list[str]:
    told: list[str] = []
    run_signals(home, as_of=None, renew_baseline=False, signals=(), tell=told.append)
    return [step for step in told if step.startswith("coding words")]


def test_words_of_deals_are_coded_with_their_place(home: Home) -> None:
    run(home)
    assert read(home, '"table", side, origin, driver, coder') == [
        ("activity", "rep", "crm_note", "no_budget", "model"),
        ("activity", "buyer", "email", "price_too_high", "model"),
        ("deal", "rep", "crm_reason", "no_budget", "rule"),
    ]
    (quote, start, end) = read(home, 'quote, "start", "end"')[0]
    assert NOTE[start:end] == quote
    choices = json.loads(str(read(home, "choices")[0][0]))
    assert choices[0]["driver"] == "no_budget"


def test_only_new_text_is_coded(home: Home) -> None:
    assert run(home)
    with open_home_changed(home, "d3") as _:
        assert run(home) == ["coding words: text 0 of 4"]
    assert len(read(home, "driver")) == 4


class open_home_changed:  # noqa: N801 a context, read as a verb
    """One more deal with one more note stands in the record."""

    def __init__(self, home: Home, deal: str) -> None:
        self.home, self.deal = home, deal

    def __enter__(self) -> Home:
        folder = self.home.path / "more"
        folder.mkdir()
        (folder / "deal.csv").write_text(
            f"source_id,name,outcome,opened_at\n{self.deal},Quay,open,2025-02-01T00:00:00Z\n"
        )
        (folder / "activity.csv").write_text(
            "source_id,kind,direction,status,occurred_at,body\n"
            'a9,note,internal,held,2025-03-20T09:00:00Z,"Our champion left the company and took a job elsewhere."\n'
        )
        (folder / "activity_deal.csv").write_text(f"source_id,activity_id,deal_id,basis\nl9,a9,{self.deal},source\n")
        assert import_paths(self.home, (folder,)).exit_code == 0
        return self.home

    def __exit__(self, *_: object) -> None:
        return None


def test_what_a_person_says_goes_before_the_model(home: Home) -> None:
    run(home)
    with open_results(home) as results:
        rows = results.connection.execute(
            """SELECT deal_id, "table", row_id, "start", "end", side, origin, occurred_at, known_at, quote
            FROM mention WHERE driver = 'price_too_high'"""
        ).fetchall()
    ((deal, table, row, start, end, side, origin, at, known, quote),) = rows
    code = PersonCode(
        *(deal, table, row, start, end, len(MAIL), side, origin, at, known, quote, "value_unproven", None, "us"),
        *(None, "against", "ann", known, "1"),
    )
    keep_codes(home, [code])
    run(home)
    assert ("value_unproven", "person", quote) in read(home, "driver, coder, quote")
    assert "price_too_high" not in [driver for (driver,) in read(home, "driver")]


def test_coding_can_be_switched_off(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_WORDS", "no")
    assert run(home) == []
    assert read(home, "driver") == []


def test_kept_codes_hold_no_words(tmp_path: Path) -> None:
    mark = KeptMark(0, 5, "timing", "model", 0.8, 0.2, (("timing", 0.8),), "en", "")
    key = key_text("a secret", is_message=False, is_answer=True)
    with open_kept(tmp_path, "coder 1") as kept:
        kept.keep({key: [mark]})
    with open_kept(tmp_path, "coder 1") as kept:
        assert kept.find([key]) == {key: [mark]}
    assert b"secret" not in (tmp_path / "coded.sqlite").read_bytes()


def test_codes_of_another_coder_are_not_read(tmp_path: Path) -> None:
    key = key_text("a text", is_message=False, is_answer=True)
    with open_kept(tmp_path, "coder 1") as kept:
        kept.keep({key: []})
    with open_kept(tmp_path, "coder 2") as kept:
        assert kept.find([key]) == {}
        kept.drop_others()
    with open_kept(tmp_path, "coder 1") as kept:
        assert kept.find([key]) == {}
