"""What an import did, said in a few lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from assay.sources.landing.counting import Counts
from assay.sources.landing.same_sellers import Owners

_SHOWN = 5
_FILES_SHOWN = 40


@dataclass(frozen=True)
class ReadFile:
    """One file that was read. notes: what was decided on reading and mapping it."""

    name: str
    rows: int
    profile: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportReport:
    """counts of source rows; left_out: files without rows for us, with the reason; unknown: files that nothing maps.

    rejects: the first rejected rows, each in one sentence.
    notes: what else a person should know.  version: of the record, None when nothing changed.
    import_run: the import's number in the record, where it changed.  owners: sellers who came to those of the record.
    """

    counts: Counts
    files: Sequence[ReadFile] = ()
    left_out: Sequence[str] = ()
    unknown: Sequence[str] = ()
    rejects: Sequence[str] = ()
    notes: Sequence[str] = ()
    version: int | None = None
    import_run: int | None = None
    owners: Owners | None = None

    @property
    def exit_code(self) -> int:
        """2 when nothing could be used, else 0; rejected rows are kept and named, and stop nothing."""
        nothing = self.counts.read == 0 or self.counts.rejected == self.counts.read
        return 2 if nothing or (self.unknown and not self.files) else 0

    def text(self) -> str:
        """The counts in one line first, then the files, what was left out, and the first rejected rows."""
        lines = [str(self.counts)]
        for file in self.files[:_FILES_SHOWN]:
            notes = f"; {'; '.join(file.notes)}" if file.notes else ""
            lines.append(f"  {file.name}: {file.rows} rows as {file.profile}{notes}")
        if len(self.files) > _FILES_SHOWN:
            lines.append(f"  and {len(self.files) - _FILES_SHOWN} more files")
        lines += [f"not read: {reason}" for reason in self.unknown]
        lines += [f"note: {note}" for note in self.notes]
        lines += [f"note: {said}" for said in (self.owners.list_lines() if self.owners else ())]
        lines += [f"left out: {reason}" for reason in self.left_out]
        lines += [f"rejected: {problem}" for problem in self.rejects[:_SHOWN]]
        if self.counts.rejected:
            lines.append(
                "Rejected rows are kept whole in the table rejected_row; assay export DIR writes it as a file."
            )
        if self.version is None:
            lines.append("Nothing in the record changed.")
        return "\n".join(lines)
