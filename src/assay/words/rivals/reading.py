"""The competitors of a record, with the names that people have given them."""

import json

import duckdb

from assay.words.rivals.names import Rival, RivalNames, learn_names

_RIVALS = "SELECT id, name, aliases FROM competitor WHERE NOT is_deleted ORDER BY name, id"


def read_names(connection: duckdb.DuckDBPyConnection) -> RivalNames:
    """What to look for in the texts of the record that `connection` reads.

    A competitor that several sources name alike is one to be found, by the first of its ids.
    """
    merged: dict[str, Rival] = {}
    for rival in list_rivals(connection):
        first = merged.setdefault(rival.name.casefold().strip(), rival)
        if first is not rival:
            aliases = dict.fromkeys((*first.aliases, *rival.aliases))
            merged[rival.name.casefold().strip()] = Rival(first.id, first.name, tuple(aliases))
    return learn_names(merged.values())


def list_rivals(connection: duckdb.DuckDBPyConnection) -> list[Rival]:
    """Every competitor of the record, by name."""
    rows = connection.execute(_RIVALS).fetchall()
    return [Rival(int(id_), str(name), _read_aliases(aliases)) for id_, name, aliases in rows]


def _read_aliases(text: str | None) -> tuple[str, ...]:
    """The names of a JSON list; one name where a source wrote something else."""
    if not text:
        return ()
    try:
        read = json.loads(text)
    except json.JSONDecodeError:
        return (text.strip(),)
    names = read if isinstance(read, list) else [read]
    return tuple(str(name).strip() for name in names if isinstance(name, str | int) and str(name).strip())
