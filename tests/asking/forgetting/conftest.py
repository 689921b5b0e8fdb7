"""A small company in which Kara Ellison was met, wrote, spoke and was spoken of."""

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from assay.sources.importing import import_paths
from assay.store.home import Home

#: what tells her, in lower case: none of it may stand anywhere afterwards
TELLS = (
    "kara",
    "ellison",
    "0151 2345",
    "15123456",
    "151-2345",
    "quiet golfer",
    "too dear for my taste",
    "003000000kara1",
)

FILES = {
    "account": "source_id,name\nA1,Hartwell Foods\nA2,Other Works\n",
    "seller": "source_id,name,email\nS1,Moses Frase,moses@ours.example\n",
    "person": (
        "source_id,kind,full_name,email,phone,title,account,Mobile phone,hobby\n"
        "003000000KARA1,contact,Dr. Kara Ellison,kara.ellison@hartwell.example,+49 151 2345678,VP Procurement,A1,"
        "0151 2345-678,quiet golfer\n"
        "003000000PETER,contact,Peter Novak,peter@hartwell.example,+49 30 1112223,Engineer,A1,,chess\n"
        "003000000OTHER,contact,Ellis Kara,ellis@other.example,,Buyer,A2,,sailing\n"
    ).replace("Ellis Kara", "Ellis Karlson"),
    "deal": (
        "source_id,name,account,owner,stage,outcome,amount,currency,opened_at,closed_at_stated,loss_reason_stated\n"
        "D1,Pumps for Hartwell,A1,S1,Lost,lost,5000,EUR,2026-01-05,2026-03-05,Kara preferred the other\n"
        "D2,Valves,A2,S1,Open,open,7000,EUR,2026-01-05,,\n"
    ),
    "deal_person": "source_id,deal,person,role\nD1/1,D1,003000000KARA1,decision_maker\nD1/2,D1,003000000PETER,user\n",
    "activity": (
        "source_id,kind,direction,status,occurred_at,subject,body,owner\n"
        "M1,email,inbound,held,2026-02-01T09:00:00Z,A word,"
        '"It is too dear for my taste.\n\nKara Ellison\n0151 2345 678",S1\n'
        'M2,email,outbound,held,2026-02-02T09:00:00Z,Our offer,"Dear Kara, here it is. Regards, Moses",S1\n'
        "M3,meeting,outbound,held,2026-02-09T09:00:00Z,Visit,Ms Ellison and Peter were there,S1\n"
        "M4,note,internal,held,2026-02-10T09:00:00Z,Note,"
        '"Met KARA ELLISON (kara.ellison@hartwell.example) at a fair",S1\n'
    ),
    "activity_deal": "source_id,activity,deal\nM1/D1,M1,D1\nM2/D1,M2,D1\nM3/D1,M3,D1\nM4/D2,M4,D2\n",
    "activity_person": (
        "source_id,activity,person,side,part,named_as\n"
        "M1/1,M1,003000000KARA1,buyer,from,Kara Ellison\nM2/1,M2,,buyer,to,kara.ellison@hartwell.example\n"
        "M3/1,M3,003000000KARA1,buyer,attendee,\nM3/2,M3,003000000PETER,buyer,attendee,\n"
    ),
    "utterance": (
        "source_id,activity,position,speaker,person,side,text\n"
        "M3/1,M3,1,Kara Ellison,003000000KARA1,buyer,Your pumps are loud and I would not buy them at that price.\n"
        "M3/2,M3,2,Peter,003000000PETER,buyer,I agree with Kara about the noise.\n"
    ),
}


def write_files(folder: Path) -> Path:
    """The export as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_files(tmp_path / "export")


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home into which the export was imported, to be copied."""
    folder = tmp_path_factory.mktemp("imported")
    (folder / "home").mkdir()
    import_paths(Home(folder / "home", {}), [write_files(folder / "export")])
    return folder / "home"


@pytest.fixture
def home(tmp_path: Path, imported: Path) -> Home:
    shutil.copytree(imported, tmp_path / "home")
    return Home(tmp_path / "home", {})


@pytest.fixture
def find_traces() -> Callable[[Home], list[str]]:
    """Where in the home anything stands that tells her: every byte of every file, with what is packed unpacked."""
    return lambda home: sorted(set(_find_traces(home.path)))


def _find_traces(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            for text in (str(path.relative_to(folder)), *_read(path)):
                low = text.lower()
                yield from (f"{path.relative_to(folder)}: {tell}" for tell in TELLS if tell in low)


def _read(path: Path) -> Iterator[str]:
    yield path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".parquet":
        with duckdb.connect() as connection:
            yield str(connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall())
            yield str(connection.execute("SELECT * FROM parquet_kv_metadata(?)", [str(path)]).fetchall())
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            yield from (packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
