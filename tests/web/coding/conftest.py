"""Two deals with coded passages as the application holds them open: anna's is lost, sara's is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings

from assay.reports.deal_reading import read_names, read_run
from assay.store.home import Home
from assay.web import results
from assay.web.people.models import SellerLink, User
from reports.coding.coded_record import CodedRecord, open_coded
from web.conftest import Staff, sign_in


@dataclass(frozen=True)
class Room:
    """The record, the staff, and the home."""

    coded: CodedRecord
    staff: Staff
    home: Home

    def code(self, user: User, key: str, driver: str, **values: str) -> int:
        """Has somebody code a passage; returns the status of the answer."""
        told = {"driver": driver, "queue": "unsure", "seen": "0", "shown": "yes"} | values
        return sign_in(user).post(f"/coding/passages/{key}/", told).status_code


@pytest.fixture
def room(staff: Staff, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """As after a run that coded nothing yet."""
    home = Home(tmp_path, {})
    settings.HOME, settings.STATIC_ROOT = home, tmp_path
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    coded = open_coded()
    SellerLink.objects.create(user=staff.anna, seller_id=coded.ids["mara"], name="Mara")
    SellerLink.objects.create(user=staff.sara, seller_id=coded.ids["tom"], name="Tom")
    run, names = read_run(coded.connection), read_names(coded.connection)
    monkeypatch.setattr(results, "_opened", results._Opened(str(tmp_path), "1.1", coded.connection, run, names))
    monkeypatch.setattr(results, "find_version", lambda home: "1.1")
    yield Room(coded, staff, home)
    coded.connection.close()
