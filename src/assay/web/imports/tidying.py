"""What uploads leave behind when they break off, and drafts that nobody came back to."""

import shutil
import time
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from assay.store.home import open_home
from assay.web.imports.drafts import remove_draft
from assay.web.imports.models import ImportDraft
from assay.web.imports.uploading import PARTIAL, find_draft_folder, find_uploads

#: files of a draft that was imported stay for so long, and a draft that nobody touched
IMPORTED, UNTOUCHED = timedelta(days=1), timedelta(days=30)
#: an upload that takes longer has broken off
_LONGEST_UPLOAD = 86_400


def tidy_uploads() -> None:
    """Removes partial files, folders without a draft, the files of what was imported, and drafts long untouched."""
    home, now = open_home(), timezone.now()
    for draft in ImportDraft.objects.filter(changed_at__lt=now - UNTOUCHED):
        remove_draft(home, draft)
    for draft in ImportDraft.objects.filter(is_imported=True, changed_at__lt=now - IMPORTED):
        shutil.rmtree(find_draft_folder(home, draft), ignore_errors=True)
    uploads = find_uploads(home)
    if not uploads.is_dir():
        return
    known = set(ImportDraft.objects.values_list("pk", flat=True))
    for folder in uploads.iterdir():
        is_old = folder.stat().st_mtime < time.time() - _LONGEST_UPLOAD
        if is_old and _read_id(folder.name) not in known:
            shutil.rmtree(folder, ignore_errors=True)
    for part in uploads.glob(f"*/*{PARTIAL}"):
        if part.stat().st_mtime < time.time() - _LONGEST_UPLOAD:
            part.unlink(missing_ok=True)


def _read_id(name: str) -> UUID | None:
    try:
        return UUID(hex=name)
    except ValueError:
        return None
