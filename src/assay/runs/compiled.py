"""SQL that was compiled before: in this process, and in a file that the next one reads.

Compiling all signals takes many seconds, and reading their SQL back some thousandths. The text follows from this code,
the signals' own and the compiler's version alone, so that whatever is found under those is what would be made.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assay import domain, runs, signals, store, tables
from assay.runs.identity import hash_parts
from assay.store.durable import write_durably

_COMPILERS = ("ibis-framework", "sqlglot")

#: key -> what was compiled, as JSON holds it
_known: dict[str, Any] = {}


def recall(key: tuple[object, ...], compile_it: Callable[[], Any]) -> Any:
    """What `compile_it` gives (texts, lists and dicts of them), made once for each key.

    key: everything, besides this code, on which the result depends.
    """
    name = hash_parts(*key)
    if name not in _known:
        _known[name] = compile_it()
    return _known[name]


@contextmanager
def remember_compiled(folder: Path) -> Iterator[None]:
    """Know what is kept in `folder`, and keep there whatever is compiled meanwhile; texts of other code are dropped."""
    path = folder / f"{_name_code()}.json"
    _known.update(_read(path))
    kept = set(_known)
    yield
    if set(_known) != kept or not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_durably(path, json.dumps(_known))
        for other in folder.glob("*.json"):
            if other != path:
                other.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


@cache
def _name_code() -> str:
    folders = [Path(path) for module in (domain, tables, store, signals, runs) for path in module.__path__]
    sources = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.py"))]
    return hash_parts(*map(version, _COMPILERS), *sources)
