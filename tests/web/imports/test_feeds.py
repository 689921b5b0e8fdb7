"""Folders and addresses: what may be read, and reading again by itself."""

import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from assay.domain.errors import InputError
from assay.jobs.models import Job, State
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from assay.web.imports import fetching
from assay.web.imports.feeding import enqueue_due
from assay.web.imports.fetching import fetch_file, judge_address
from assay.web.imports.limits import Limits
from assay.web.imports.models import Feed, ImportDraft, ImportEntry
from web.conftest import Staff, sign_in
from web.imports.conftest import DEALS, do_jobs, try_draft

PUBLIC = Limits(1000, 1000, (), private=False)


@pytest.fixture
def exports(home: Home, tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "deal.csv").write_text(DEALS)
    (home.path / "assay.toml").write_text(f'import_folders = "{folder}"\n')
    return folder


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.org/a.csv", "https://", "file:///etc/passwd", "https://u:p@x.org/a"),
        *("https://x.org:99999/a", "https://[::1/a"),
    ],
)
def test_an_address_that_is_not_https_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="no address that can be read"):
        judge_address(url)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1"),
        *("::ffff:10.1.2.3", "64:ff9b::a01:203", "2002:a01:203::1"),
    ],
)
def test_an_address_in_a_private_network_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    def look_up(*args: Any, **kwargs: Any) -> list[Any]:
        return [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", (address, 443))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(InputError, match="network of your own"):
        fetch_file("https://rebinding.example/a.csv", tmp_path, PUBLIC)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """Has a server on this machine send some bytes, piece by piece, to the next that asks; gives its address."""

    def connect(connection: Any) -> None:
        connection.sock = socket.create_connection((connection.host, connection.port), 5)

    monkeypatch.setattr(fetching._Pinned, "connect", connect)
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:
        server.settimeout(5)

        def serve(head: str, pieces: Sequence[bytes]) -> None:
            client, _ = server.accept()
            with client:
                client.recv(4096)
                client.sendall(f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode())
                for piece in pieces:
                    client.sendall(piece)

        def send(head: str, *pieces: bytes) -> str:
            pool.submit(serve, head, pieces)
            return f"https://127.0.0.1:{server.getsockname()[1]}/größen.csv"

        yield send


OWN = Limits(10_000, 10_000, (), private=True)


def test_a_file_is_fetched_whole_however_it_is_sent(answer: Callable[..., str], tmp_path: Path) -> None:
    text = b"a,b\n" * 2000
    path = fetch_file(answer("Content-Length: 8000", text[:1], text[1:5000], text[5000:]), tmp_path, OWN)
    assert (path.name, path.read_bytes()) == ("größen.csv", text)
    path = fetch_file(answer("Transfer-Encoding: chunked", b"4\r\na,b\n\r\n", b"0\r\n\r\n"), tmp_path, OWN)
    assert path.read_bytes() == b"a,b\n"


def test_a_file_that_breaks_off_is_refused(answer: Callable[..., str], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="broke off"):
        fetch_file(answer("Content-Length: 8000", b"a,b\n"), tmp_path / "in", OWN)
    assert not list((tmp_path / "in").iterdir())


def test_a_file_that_trickles_in_is_given_up(
    answer: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_WHOLE", -1.0)
    with pytest.raises(InputError, match="longer than a quarter"):
        fetch_file(answer("Content-Length: 8000", b"a"), tmp_path, OWN)


def test_a_folder_outside_those_listed_is_refused(administrator: Client, exports: Path) -> None:
    for place in ("/etc", str(exports / ".."), f"{exports}x"):
        answer = administrator.post("/imports/elsewhere/", {"origin": "folder", "place": place})
        assert answer.status_code == 400
        assert "is not below a folder that may be read" in answer.content.decode()


def test_a_link_that_leads_out_of_the_folder_is_refused(administrator: Client, exports: Path) -> None:
    (exports / "passwd.csv").symlink_to("/etc/passwd")
    answer = administrator.post("/imports/elsewhere/", {"origin": "folder", "place": str(exports)})
    assert "leads out of it" in answer.content.decode()


def test_only_administrators_read_from_the_server(staff: Staff, exports: Path) -> None:
    for user in (staff.anna, staff.nora, staff.analyst):
        answer = sign_in(user).post("/imports/elsewhere/", {"origin": "folder", "place": str(exports)})
        assert answer.status_code == 403


def make_feed(client: Client, exports: Path) -> Feed:
    client.post("/imports/elsewhere/", {"origin": "folder", "place": str(exports)})
    draft = ImportDraft.objects.get()
    try_draft(client, draft)
    client.post(f"/imports/{draft.pk}/import/")
    do_jobs()
    client.post(f"/imports/{draft.pk}/import/again/", {"every": "day"})
    return Feed.objects.get()


def test_a_folder_is_read_again_when_it_is_due(administrator: Client, home: Home, exports: Path) -> None:
    feed = make_feed(administrator, exports)
    assert timezone.now() < feed.next_at < timezone.now() + timedelta(days=1, minutes=1)
    enqueue_due()
    assert not Job.objects.filter(kind="import_feed").exists()
    (exports / "deal.csv").write_text(DEALS.replace("One", "First"))
    Feed.objects.update(next_at=timezone.now())
    enqueue_due()
    enqueue_due()
    assert Job.objects.filter(kind="import_feed").count() == 1
    do_jobs()
    assert open_place(home.record, TABLES).version() == 2
    feed.refresh_from_db()
    assert feed.text == "read 3, landed 1, unchanged 1, merged 0, rejected 1"
    assert ImportEntry.objects.filter(feed=feed).count() == 1
    assert "read 3, landed 1" in administrator.get("/imports/").content.decode()


def test_a_failure_is_shown_and_told_once(administrator: Client, exports: Path) -> None:
    feed = make_feed(administrator, exports)
    (exports / "deal.csv").unlink()
    for _ in range(2):
        Feed.objects.update(next_at=timezone.now())
        enqueue_due()
        (job,) = do_jobs()
        assert job.state == State.FAILED
    assert [letter.to for letter in mail.outbox] == [["administrator@example.org"]]
    assert str(exports)[:60] in mail.outbox[0].subject
    assert "Failed:" in administrator.get("/imports/").content.decode()
    (exports / "deal.csv").write_text(DEALS)
    administrator.post(f"/imports/feeds/{feed.pk}/", {"act": "now"})
    do_jobs()
    feed.refresh_from_db()
    assert feed.problem == ""


def test_a_paused_feed_waits(administrator: Client, exports: Path) -> None:
    feed = make_feed(administrator, exports)
    administrator.post(f"/imports/feeds/{feed.pk}/", {"act": "pause"})
    Feed.objects.update(next_at=timezone.now())
    enqueue_due()
    assert not Job.objects.filter(kind="import_feed").exists()
    administrator.post(f"/imports/feeds/{feed.pk}/", {"act": "end"})
    assert not Feed.objects.exists()
