"""A recording goes: the sound, what was heard in it, and its words in the record, or the first two alone."""

from assay.asking.forgetting.quotes import drop_quotes
from assay.domain.errors import InputError
from assay.runs.recordings.calls import Call, find_activity, open_record
from assay.runs.recordings.rows import MARK, REMOVED, write_removal
from assay.runs.recordings.shelf import Recording, drop_recording, list_recordings
from assay.sources.importing import import_paths
from assay.sources.keeping import rewrite_kept
from assay.sources.progress import Progress
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.folder_commit import FolderCommit
from assay.store.home import Home
from assay.store.quoting import quote_text
from assay.tables import TABLES

#: letters of a number that are enough to mean it
_LEAST = 6


def remove_recording(
    home: Home, recording: Recording, *, keeps_words: bool = False, progress: Progress | None = None
) -> None:
    """Removes a recording from the home; its words in the record are marked as deleted and emptied.

    They stay in no earlier version of the record, in no source row that was kept, and in no passage of the results: an
    import before it cannot be taken back any more.  keeps_words: leave all of that as it is.
    Raises RetryLater while an import or a run is at work; then the recording is still there, and it can be done again.
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
        said = connection.execute(
            "SELECT id FROM utterance WHERE activity_id = ? AND contains(source_id, ?)", [call.id, MARK]
        ).fetchall()
    _forget_earlier(home)
    _empty_source_rows(home, call)
    drop_quotes(home, [int(key) for (key,) in said])


def _forget_earlier(home: Home) -> None:
    """Lets go of the versions of the record that hold the words; a server keeps none."""
    with open_place(home.record, TABLES).writing() as commit:
        if isinstance(commit, FolderCommit):
            commit.forget_earlier()
            commit.publish(note="recording removed")


def _empty_source_rows(home: Home, call: Call) -> None:
    """Removes the files that were kept when the words were imported, or empties their rows among others."""
    prefix = f"{call.source_id}{MARK}"
    for path in sorted(home.kept.glob("*.parquet")) if home.kept.is_dir() else ():
        with open_connection() as connection:
            connection.execute(f"CREATE VIEW source AS SELECT * FROM read_parquet({quote_text(str(path))})")
            names = {str(row[0]) for row in connection.execute("DESCRIBE source").fetchall()}
            if not {"source_id", "speaker", "text"} <= names:
                continue
            own = f"starts_with(source_id, {quote_text(prefix)})"
            ((mine, others),) = connection.execute(
                f"SELECT count(*) FILTER ({own} AND text <> '{REMOVED}'), count(*) FILTER (NOT {own}) FROM source"
            ).fetchall()
            if mine and not others:
                path.unlink()  # so that the same recording, brought in again, is kept anew
            elif mine:
                emptied = f"CASE WHEN {own} THEN '{REMOVED}' ELSE text END AS text"
                silent = f"CASE WHEN {own} THEN '' ELSE speaker END AS speaker"
                rewrite_kept(connection, f"SELECT * REPLACE ({emptied}, {silent}) FROM source ORDER BY row", path)


def choose_recording(home: Home, wanted: str) -> Recording:
    """The recording of that name, or whose hash begins so. Raises InputError when there is none, or more than one."""
    kept, is_number = list_recordings(home), len(wanted) >= _LEAST
    found = [one for one in kept if one.name == wanted or (is_number and one.sha256.startswith(wanted))]
    if len(found) != 1:
        many = f"{len(found)} recordings are" if found else "No recording is"
        raise InputError(f"{many} called {wanted!r}.", fix="Take the first letters of its number: assay recordings")
    return found[0]
