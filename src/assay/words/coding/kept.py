"""What was learned, in one file of plain numbers for each name; it may be thrown away at any time."""

import io
import time
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np

from assay.store.durable import write_whole
from assay.words.coding.wording import Learned

_NAME = "name"
#: of two programs that share a home and learn by different names, neither shall drop what the other reads
_OTHERS = 3
#: seconds after which a file that is still being written is held to be left by a killed process
_LEFT_S = 3600
#: how a file can be broken: cut off, changed, of another kind, or too large to be read
_BROKEN = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    EOFError,
    RuntimeError,
    MemoryError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_learned(folder: Path, name: str) -> Learned | None:
    """What is kept under this name; None where nothing is, or something else is."""
    try:
        with (folder / f"{name}.npz").open("rb") as file, np.load(file, allow_pickle=False) as told:
            learned = {key: told[key] for key in told.files}
            return learned if str(learned.pop(_NAME)) == name else None
    except _BROKEN:
        return None


def keep_learned(folder: Path, name: str, learned: Learned) -> None:
    """Keeps it, and drops all but the newest few others; where nothing can be written, the next process learns anew."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for key, told in {_NAME: np.array(name), **learned}.items():
            with file.open(f"{key}.npy", "w", force_zip64=True) as part:
                np.lib.format.write_array(part, told, allow_pickle=False)
    path = folder / f"{name}.npz"
    with suppress(OSError):
        write_whole(path, content.getvalue())
        _drop_others(path)


def _drop_others(path: Path) -> None:
    written = {}
    for other in path.parent.iterdir():
        with suppress(FileNotFoundError):  # dropped meanwhile by another process
            written[other] = other.stat().st_mtime
    written.pop(path, None)
    finished = sorted((one for one in written if one.suffix == path.suffix), key=written.__getitem__)
    left = [one for one, at in written.items() if one.suffix != path.suffix and at < time.time() - _LEFT_S]
    for other in [*finished[:-_OTHERS], *left]:
        other.unlink(missing_ok=True)
