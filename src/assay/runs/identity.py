"""What a run depends on, and the name that follows from it: the same inputs give the same run."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assay import domain, runs, stats
from assay.domain.signal import Signal
from assay.runs.clock import Clock
from assay.store.engine import Engine


@dataclass(frozen=True)
class Identity:
    """signals: name -> key of the signal, of its rows of the baseline, of its models.  world: what concerns all."""

    record_version: int
    as_of: int
    known_by: int
    world: str
    signals: Mapping[str, str]

    @property
    def run_id(self) -> str:
        return hash_parts(self.record_version, self.as_of, self.known_by, self.world, sorted(self.signals.items()))


def hash_parts(*parts: object) -> str:
    """Sixteen figures that change with any part."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:16]


def make_identity(
    version: int, clock: Clock, world: str, signals: Sequence[Signal], versions: Mapping[str, str]
) -> Identity:
    """versions: signal -> version of its rows of the baseline, and of the parameters of the models that it reads."""
    keys = {signal.name: hash_parts(signal.fingerprint, versions.get(signal.name, "")) for signal in signals}
    return Identity(version, clock.as_of, clock.known_by, world, keys)


def name_world(engine: Engine, home_currency: str, needs: Sequence[str], *, is_now: bool) -> str:
    """What every answer depends on besides its deal's rows: this code, the currency and its rates, the tables read.

    is_now: fields that keep no history are read as they stand; of an earlier day they are not read at all.
    """
    rates = engine.rows("SELECT currency, day, rate FROM exchange_rate WHERE NOT is_deleted ORDER BY 1, 2, 3")
    return hash_parts(_hash_code(), home_currency, engine.dialect, needs, rates, is_now)


@cache
def _hash_code() -> str:
    folders = [Path(path) for module in (domain, runs, stats) for path in module.__path__]
    files = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return hash_parts(*(path.read_text(encoding="utf-8") for path in files))
