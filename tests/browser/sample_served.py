"""The invented company as it is served in real use: imported, run, with people who sign in, and a worker."""

import csv
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from web.serving.test_serving import SOURCES, ask_health, find_port, start_serving, wait_until

CATALOGUE = """
from assay.reports.catalogue.writing import write_catalogue
from assay.store.home import open_home
write_catalogue(open_home())
"""

GIVEN = """
from assay.web.booting import boot
boot()
from datetime import timedelta
from django.utils import timezone
from assay.web.api.models import AccessToken
from assay.web.api.tokens import hash_text
from assay.web.people.models import User
told = {{"name": "a program", "can_write": True, "expires_on": timezone.localdate() + timedelta(days=9)}}
user = User.objects.get(email="{mail}")
AccessToken.objects.create(user=user, digest=hash_text("{text}"), begins="{text}"[:12], **told)
"""


@dataclass(frozen=True)
class Sample:
    """address: of the server.  home, export: folders.  people: role -> address and password."""

    address: str
    home: Path
    export: Path
    people: dict[str, tuple[str, str]]

    def call(self, *words: str) -> str:
        """What a command of the command line says, asked in the same home. It has to end well."""
        return call_assay(self.home, f"sys.argv = {['assay', *words]!r}; from assay.cli import main; main()")

    def make_token(self, role: str) -> str:
        """An access token of somebody of this role, who may write by it."""
        text, mail = f"assay_of_the_{role}", self.people[role][0]
        call_assay(self.home, GIVEN.format(text=text, mail=mail))
        return text

    def write_win(self, source_id: str, out: Path) -> Path:
        """A later export in which the CRM says of one opportunity that it was won today."""
        now = datetime.now(UTC)
        with (self.export / "Opportunity.csv").open(encoding="utf-8", newline="") as file:
            (row,) = [one for one in csv.DictReader(file) if one["Id"] == source_id]
        row |= {"StageName": "Closed Won", "IsClosed": "true", "IsWon": "true", "Probability": "100"}
        row |= {"ForecastCategory": "Closed", "ForecastCategoryName": "Closed", "CloseDate": f"{now:%Y-%m-%d}"}
        changed = ("LastStageChangeDate", "LastModifiedDate", "SystemModstamp")
        row |= dict.fromkeys(changed, f"{now:%Y-%m-%dT%H:%M:%S}.000Z")
        out.mkdir()
        with (out / "Opportunity.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(row), quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerow(row)
        return out / "Opportunity.csv"


def call_assay(home: Path, code: str) -> str:
    """Tried again while the worker writes the record, as whoever reads that message would."""
    done = _start(home, code)
    before = time.monotonic() + 300
    while done.returncode and "is being written by process" in done.stdout + done.stderr and time.monotonic() < before:
        time.sleep(2)
        done = _start(home, code)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _start(home: Path, code: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": os.environ["PATH"], "ASSAY_HOME": str(home), "PYTHONPATH": str(SOURCES)}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", f"import sys; {code}"], env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The company, from its export to its pages, coded by the embedded model as on anybody's machine.

    Made anew for each test: a win that is imported moves the day of the results for all deals.
    """
    folder = tmp_path_factory.mktemp("sample")
    made = Sample("", folder / "home", folder / "export", {})
    made.home.mkdir()
    (made.home / "assay.toml").write_text('company = "Larkmoor Instruments"\n', encoding="utf-8")
    made.call("sample", str(made.export))
    made.call("import", str(made.export))
    made.call("run")
    told = made.call("demo-people")
    call_assay(made.home, CATALOGUE)
    people = {role: (mail, word) for role, mail, word in re.findall(r"^ +(\w+) +(\S+@\S+) +(\S+)", told, re.MULTILINE)}
    port = find_port()
    serving = start_serving(made.home, port)
    wait_until(lambda: ask_health(port)[0] == 200)
    yield Sample(f"http://127.0.0.1:{port}", made.home, made.export, people)
    serving.send_signal(signal.SIGTERM)
    serving.communicate(timeout=60)
