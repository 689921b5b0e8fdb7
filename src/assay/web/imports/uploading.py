"""Files as they come in: streamed to the draft's own folder, judged on the way, gone again if they break off."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assay.domain.errors import AssayError
from assay.store.home import Home
from assay.web.imports.content import LOOKED_AT, clean_name, judge_beginning, judge_whole
from assay.web.imports.limits import Limits
from assay.web.imports.models import DraftFile, ImportDraft

#: how a file is called while it comes in
PARTIAL = ".part"


def find_uploads(home: Home) -> Path:
    """Where files of drafts lie."""
    return home.path / "uploads"


def find_draft_folder(home: Home, draft: ImportDraft) -> Path:
    """The folder of one draft."""
    return find_uploads(home) / draft.pk.hex


class DraftUploads(FileUploadHandler):
    """Takes the files of one request into a draft. problems: one sentence for each that was refused."""

    chunk_size = 1 << 20

    def __init__(self, request: Any, draft: ImportDraft, folder: Path, limits: Limits) -> None:
        super().__init__(request)
        self.draft, self.folder, self.limits = draft, folder, limits
        taken = list(draft.files.values_list("number", "name", "size"))
        self.number = max((number for number, _name, _size in taken), default=0)
        self.names = {name.casefold() for _number, name, _size in taken}
        self.left = limits.whole - sum(size for _number, _name, size in taken)
        self.problems: list[str] = []
        self._out: BinaryIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Opens the file aside."""
        super().new_file(*args, **kwargs)
        self.name = clean_name(self.file_name or "file")
        self.number += 1
        self._size, self._start, self._hash = 0, b"", hashlib.sha256()
        self._aside = self.folder / f"{self.number}{PARTIAL}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._out = self._aside.open("wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Writes a piece. A file that is refused is skipped; those that follow are taken."""
        if self._out is None:
            return
        self._size += len(raw_data)
        if self._size > self.limits.file:
            self._skip(_("%(name)s is larger than %(size)s GB.") % {"name": self.name, "size": _gb(self.limits.file)})
        if self._size > self.left:
            self._skip(
                _("%(name)s would make the import larger than %(size)s GB.")
                % {"name": self.name, "size": _gb(self.limits.whole)}
            )
        if len(self._start) < LOOKED_AT:
            self._start += raw_data[: LOOKED_AT - len(self._start)]
            if start == 0:
                self._judge(lambda: judge_beginning(self.name, self._start))
        self._hash.update(raw_data)
        self._out.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """Puts the file in its place."""
        if self._out is None:
            return None
        try:
            if not self._size:
                self._skip(_("%(name)s is empty.") % {"name": self.name})
            self._close()
            self._judge(lambda: judge_whole(self._aside, self.name))
            self._keep()
        except SkipFile:
            return None
        return UploadedFile(None, self.name, self.content_type, self._size)

    def _keep(self) -> None:
        """Into the draft, unless the very same bytes are there already."""
        name = self._free_name()
        try:
            with transaction.atomic():
                DraftFile.objects.create(
                    draft=self.draft, number=self.number, name=name, size=self._size, sha256=self._hash.hexdigest()
                )
        except IntegrityError:
            same = self.draft.files.filter(sha256=self._hash.hexdigest()).first()
            self._skip(
                _("%(name)s is the same file as %(other)s, and is taken once.")
                % {"name": self.name, "other": same.name if same else self.name}
            )
        place = self.folder / str(self.number)
        place.mkdir(exist_ok=True)
        self._aside.replace(place / name)
        self.names.add(name.casefold())
        self.left -= self._size

    def _free_name(self) -> str:
        stem, ending = os.path.splitext(self.name)  # noqa: PTH122 - of a name, not of a path
        name, turn = self.name, 1
        while name.casefold() in self.names:
            turn += 1
            name = f"{stem} ({turn}){ending}"
        return name

    def upload_interrupted(self) -> None:
        """The connection broke off: what came of the file at hand goes."""
        self._close()
        if hasattr(self, "_aside"):
            self._aside.unlink(missing_ok=True)

    def _judge(self, judge: Callable[[], None]) -> None:
        try:
            judge()
        except AssayError as error:
            self._skip(f"{error.message} {error.fix}")

    def _skip(self, problem: str) -> None:
        self.problems.append(problem)
        self._close()
        self._aside.unlink(missing_ok=True)
        raise SkipFile

    def _close(self) -> None:
        if self._out is not None:
            self._out.close()
            self._out = None


def _gb(size: int) -> str:
    return f"{round(size / (1 << 30), 4):g}"


def remove_file(home: Home, file: DraftFile) -> None:
    """Takes one file out of its draft."""
    folder = find_draft_folder(home, file.draft)
    file.delete()
    shutil.rmtree(folder / str(file.number), ignore_errors=True)
