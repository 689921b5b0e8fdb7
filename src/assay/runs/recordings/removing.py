"""A recording goes: the sound, what was heard in it, and its words in the record, or the first two alone."""

from assay.domain.errors import InputError
from assay.runs.recordings.calls import find_activity, open_record
from assay.runs.recordings.rows import write_removal
from assay.runs.recordings.shelf import Recording, drop_recording, list_recordings
from assay.sources.importing import import_paths
from assay.sources.progress import Progress
from assay.store.home import Home

#: letters of a number that are enough to mean it
_LEAST = 6


def remove_recording(
    home: Home, recording: Recording, *, keeps_words: bool = False, progress: Progress | None = None
) -> None:
    """Removes a recording from the home; its words in the record are marked as deleted and emptied.

    keeps_words: leave the record as it is.  Earlier versions of the record hold the words for as long as they are kept.
    Raises RetryLater while an import is at work; then nothing was removed.
    """
    if not keeps_words:
        _take_words_out(home, recording, progress)
    drop_recording(home, recording)


def _take_words_out(home: Home, recording: Recording, progress: Progress | None) -> None:
    with open_record(home) as connection:
        found = connection.execute(
            "SELECT 1 FROM activity WHERE id = ? AND NOT is_deleted", [recording.activity_id]
        ).fetchall()
        if not found:  # an import was undone, or the CRM has deleted the call
            return
        call = find_activity(connection, str(recording.activity_id))
        with write_removal(connection, call, recording.name, made_call=recording.made_call) as folder:
            if any(folder.rglob("*.csv")):
                import_paths(home, [folder], progress=progress)


def choose_recording(home: Home, wanted: str) -> Recording:
    """The recording of that name, or whose hash begins so. Raises InputError when there is none, or more than one."""
    kept, is_number = list_recordings(home), len(wanted) >= _LEAST
    found = [one for one in kept if one.name == wanted or (is_number and one.sha256.startswith(wanted))]
    if len(found) != 1:
        many = f"{len(found)} recordings are" if found else "No recording is"
        raise InputError(f"{many} called {wanted!r}.", fix="Take the first letters of its number: assay recordings")
    return found[0]
