"""`assay check` from files to text."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from assay.cli import main
from assay.domain.errors import InputError
from assay.quality.report import check_record
from assay.store.home import Home

DEALS = """Deal Id,Deal Name,Account,Owner,Stage,Amount,Created,Close Date
d1,Roof,Acme,Rita Vale,Closed Won,1000,2025-01-10,2025-03-01
d2,Wall,Bolt,Rita Vale,Closed Lost,2000,2025-03-10,2025-02-01
d3,Gate,Cord,Omar Dell,Limbo,3000,2025-02-10,2025-06-01
d4,Door,Dyne,Omar Dell,Limbo,,2025-02-11,2025-06-01
"""
CONTACTS = """Contact Id,First Name,Last Name,Email,Job Title,Account
c1,Ann,Day,ann@acme.example,Director of Works,Acme
c2,Ann,Day,ann@acme.example,,Acme
"""
BATCH = "".join(
    f"b{n},Batch {n},Firm {n},Rita Vale,Closed Lost,500,2025-01-0{n % 8 + 1},2025-06-30\n" for n in range(20)
)


def _write(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def _run(home: Path, *arguments: str | Path, width: int = 100) -> tuple[int, str]:
    runner = CliRunner(env={"ASSAY_HOME": str(home), "COLUMNS": str(width)})
    result = runner.invoke(main, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home into which a small folder of CSV files was imported."""
    room = tmp_path_factory.mktemp("checked")
    folder = _write(room / "export", deals=DEALS + BATCH, contacts=CONTACTS)
    assert _run(room / "home", "import", folder)[0] == 0
    return room / "home"


@pytest.fixture(scope="module")
def checked(home: Path) -> str:
    """What check prints of it."""
    code, text = _run(home, "check")
    assert code == 0
    return text


@pytest.mark.parametrize(
    "line",
    [
        "In the record: 24 deals (1 won, 21 lost, 2 outcome unknown), 24 accounts, 2 buyers, 0 activities, 2",
        "  Closed before they were opened: 1 of 22 deals with both dates (4.5\u00a0%), on 1 deal",
        "  Stage without a class: 1 of 3 stage values (33\u00a0%), on 2 deals",
        "  Closed in a batch: 20 of 22 closed deals (91\u00a0%), on 20 deals",
        "        20 deals on 2025-06-30 by Rita Vale",
        "  No amount: 1 of 24 deals (4.2\u00a0%)",
        "  Probably the same person twice: 1 of 2 buyers (50\u00a0%)",
        "  No history of stages: 24 of 24 deals (100\u00a0%)",
        "  Copy of another deal: 0 of 24 deals with a name and an account",
    ],
)
def test_dirt_in_files_is_counted_in_the_report(line: str, checked: str) -> None:
    assert line in checked.splitlines()


def test_the_first_thing_to_fix_touches_most_deals(checked: str) -> None:
    first = checked.split("To fix first")[1]
    assert first.splitlines()[1].startswith(
        "  1. Stage without a class (2 deals). Say what each means: assay stages Limbo=open"
    )


def test_the_first_thing_to_export_opens_most_answers(checked: str) -> None:
    exports = checked.split("To export next")[1]
    assert exports.splitlines()[1].startswith("  1. Activities. 24 of 24 deals (100\u00a0%) have no activity.")


def test_no_signal_can_be_asked_of_deals_alone(checked: str) -> None:
    assert " 0 of 24  0\u00a0%  activities (24)" in checked


def test_a_second_check_says_the_same(home: Path, checked: str) -> None:
    assert _run(home, "check") == (0, checked)


def test_a_record_without_deals_is_still_checked(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert _run(home, "import", _write(tmp_path / "export", contacts=CONTACTS))[0] == 0
    code, text = _run(home, "check")
    assert code == 0
    assert "1. Deals. Every signal is asked of deals, and the record holds none." in text
    assert "Probably the same person twice: 1 of 2 buyers" in text
    assert "What can be asked" not in text


def test_an_empty_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="The record is empty") as refused:
        check_record(Home(tmp_path, {}))
    assert "assay import PATH" in refused.value.fix
