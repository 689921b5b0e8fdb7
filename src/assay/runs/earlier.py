"""What the last run left: its identity, its baseline, and the answers that still stand."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from assay.domain.signal import Signal
from assay.runs.baseline import Kept
from assay.runs.gathering import Gathering
from assay.runs.identity import Identity


@dataclass(frozen=True)
class Earlier:
    """The last run. edges: signal -> the epochs of its baseline.  versions: signal -> see make_identity.

    weighed: what it keeps of what came before losses, see weighed.py.
    """

    run_id: str
    identity: Identity
    fingerprints: dict[str, str]
    edges: dict[str, tuple[int, ...]]
    versions: dict[str, str]
    won: int
    weighed: dict[str, Any]


def write_parts(
    identity: Identity,
    edges: dict[str, tuple[int, ...]],
    versions: dict[str, str],
    won: int,
    weighed: dict[str, Any],
) -> str:
    """The JSON that run.parts keeps for the next run."""
    parts = {
        "world": identity.world,
        "signals": dict(identity.signals),
        "edges": {name: list(each) for name, each in edges.items()},
        "versions": versions,
        "won": won,
        "weighed": weighed,
    }
    return json.dumps(parts, sort_keys=True)


def read_earlier(connection: duckdb.DuckDBPyConnection) -> Earlier | None:
    """The run whose results are attached to the connection; None before the first, or where it left no parts."""
    found = connection.execute("SELECT run_id, record_version, as_of, known_by, parts FROM run").fetchall()
    if not found or found[0][4] is None:
        return None
    run_id, version, as_of, known_by, parts = found[0]
    told = json.loads(parts)
    fingerprints = dict(connection.execute("SELECT signal, fingerprint FROM signal").fetchall())
    return Earlier(
        run_id,
        Identity(version, as_of, known_by, told["world"], told["signals"]),
        fingerprints,
        {name: tuple(each) for name, each in told["edges"].items()},
        told["versions"],
        told["won"],
        told.get("weighed", {}),
    )


def read_kept(connection: duckdb.DuckDBPyConnection, earlier: Earlier | None, signal: Signal) -> Kept | None:
    """The baseline of one signal as the last run left it; None when it left no row, to be made once it can be."""
    if earlier is None or not earlier.edges.get(signal.name):
        return None
    rows = connection.execute(
        "SELECT grp, age_days, valid_from, valid_to, n, p10, p25, p50, p75, p90 FROM baseline WHERE signal = ?",
        [signal.name],
    ).fetchall()
    return Kept(earlier.fingerprints[signal.name], earlier.edges[signal.name], rows) if rows else None


def carry_over(
    gathering: Gathering, earlier: Earlier | None, identity: Identity, signals: Sequence[Signal]
) -> list[str]:
    """Table same_deal: deals of which nothing changed since the last run; returns the signals that did not change.

    Only the answers of these about those may stand.
    """
    same_world = earlier is not None and earlier.identity.world == identity.world
    condition = "m.digest = d.digest" if same_world else "false"
    gathering.make("same_deal", f"SELECT d.deal_id FROM run_digest d JOIN moment m USING (deal_id) WHERE {condition}")
    if earlier is None or not same_world:
        return []
    return [s.name for s in signals if earlier.identity.signals.get(s.name) == identity.signals[s.name]]
